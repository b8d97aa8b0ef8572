"""One rival in a process of its own: loads a network, writes its outputs, and answers lines `N` with N times in ms.

    rival_engine.py ENGINE FOLDER THREADS

FOLDER is made by rivals.py: `model.onnx`, `inputs.npz`, `names.json`, for PyTorch `module.pt`, for ncnn `model.ncnn.*`.
"""
import json
import pathlib
import sys
import time

import numpy as np


def onnxruntime(folder, threads):
    import onnxruntime as ort
    options = ort.SessionOptions()
    options.intra_op_num_threads, options.inter_op_num_threads = threads, 1
    options.graph_optimization_level = ort.GraphOptimizationLevel.ORT_ENABLE_ALL
    session = ort.InferenceSession(str(folder / "model.onnx"), options, providers=["CPUExecutionProvider"])
    binding = session.io_binding()

    def bind(inputs):
        for name, array in inputs.items():
            binding.bind_cpu_input(name, array)
        for output in session.get_outputs():
            binding.bind_output(output.name)

    def run():
        session.run_with_iobinding(binding)
    return bind, run, binding.copy_outputs_to_cpu


def openvino(folder, threads):
    import openvino as ov
    core = ov.Core()
    compiled = core.compile_model(
        core.read_model(folder / "model.onnx"), "CPU",
        {"INFERENCE_PRECISION_HINT": "f32", "INFERENCE_NUM_THREADS": threads, "NUM_STREAMS": 1,
         "PERFORMANCE_HINT": "LATENCY", "ENABLE_CPU_PINNING": False})
    request = compiled.create_infer_request()

    def bind(inputs):
        for port in compiled.inputs:
            name = next(name for name in port.get_names() if name in inputs)
            request.set_tensor(port, ov.Tensor(inputs[name]))
    return bind, request.infer, lambda: [request.get_output_tensor(i).data for i in range(len(compiled.outputs))]


def ncnn(folder, threads):
    import ncnn as library
    net = library.Net()
    net.opt.use_vulkan_compute = False
    net.opt.num_threads = threads
    for option in ("use_fp16_packed", "use_fp16_storage", "use_fp16_arithmetic", "use_bf16_storage"):
        setattr(net.opt, option, False)
    net.load_param(str(folder / "model.ncnn.param"))
    net.load_model(str(folder / "model.ncnn.bin"))
    state = {}

    def bind(inputs):
        state["in"] = library.Mat(next(iter(inputs.values()))[0]).clone()

    def run():
        extractor = net.create_extractor()
        extractor.input("in0", state["in"])
        state["out"] = extractor.extract("out0")[1]
    return bind, run, lambda: [np.array(state["out"])[None]]


def torch(folder, threads):
    import torch as library
    library.set_num_threads(threads)
    sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
    import rival_models
    network = rival_models.NETWORKS[json.loads((folder / "names.json").read_text())["network"]]
    module = network.make().eval()
    module.load_state_dict(library.load(folder / "module.pt"))
    state = {}

    def bind(inputs):
        state["in"] = [library.from_numpy(array) for array in inputs.values()]

    def run():
        with library.inference_mode():
            state["out"] = module(*state["in"])

    def outputs():
        out = state["out"]
        return [o.numpy() for o in (out if isinstance(out, tuple) else [out])]
    return bind, run, outputs


def main():
    engine, folder, threads = sys.argv[1], pathlib.Path(sys.argv[2]), int(sys.argv[3])
    start = time.perf_counter()
    bind, run, outputs = globals()[engine](folder, threads)
    created = (time.perf_counter() - start) * 1e3
    bind(dict(np.load(folder / "inputs.npz")))
    run()
    np.savez(folder / f"outputs_{engine}.npz", *outputs())
    print(json.dumps({"create_ms": created}), flush=True)
    for line in sys.stdin:
        times = []
        for _ in range(int(line)):
            before = time.perf_counter()
            run()
            times.append((time.perf_counter() - before) * 1e3)
        print(json.dumps(times), flush=True)


main()
