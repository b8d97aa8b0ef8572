#!/usr/bin/env python3
"""Compares our readers and writers of files with other implementations: numpy, safetensors and protobuf.

Makes files with those, lets the tests of this package read them and write them again in every format that can hold
them, and reads the results back. Needs numpy, ml_dtypes, safetensors, protobuf and grpcio-tools from PyPI:

    python3 -m venv /tmp/oracles && /tmp/oracles/bin/pip install numpy ml_dtypes safetensors protobuf grpcio-tools
    /tmp/oracles/bin/python tools/oracles/formats.py
"""
import os
import pathlib
import subprocess
import sys
import tempfile

import ml_dtypes
import numpy as np
import safetensors.numpy
from grpc_tools import protoc

ROOT = pathlib.Path(__file__).resolve().parents[2]
failures = 0


def report(name, passed, reason=""):
    global failures
    failures += not passed
    print(("PASS " if passed else "FAIL ") + name + (f": {reason}" if reason and not passed else ""))


def same(left, right):
    """Equal names, types, shapes and bytes."""
    if sorted(left) != sorted(right):
        return f"names differ: {sorted(left)} and {sorted(right)}"
    for name, a in left.items():
        b = right[name]
        if a.dtype != b.dtype or a.shape != b.shape or a.tobytes() != b.tobytes():
            return f"{name} differs: {a.dtype}{a.shape} and {b.dtype}{b.shape}"
    return ""


def arrays():
    """Arrays of every type that numpy has and we do."""
    random = np.random.default_rng(1)
    result = {}
    for kind in ["?", "i1", "u1", "i2", "u2", "i4", "u4", "i8", "u8", "f2", "f4", "f8"]:
        for number, shape in enumerate([(), (0, 3), (5,), (2, 3, 4), (1, 7)]):
            values = random.integers(0, 2 if kind == "?" else 120, shape)
            result[f"{kind.replace('?', 'bool')}.{number}"] = np.asarray(values).astype(kind)
    return result


def crc32c(data):
    value = 0xFFFFFFFF
    for byte in data:
        value ^= byte
        for _ in range(8):
            value = (value >> 1) ^ (0x82F63B78 if value & 1 else 0)
    return value ^ 0xFFFFFFFF


def read_model(path, schema):
    """The tensors of a model file, by protobuf alone, and whether offsets and checksums are those of the bytes."""
    data = pathlib.Path(path).read_bytes()
    model = schema.Model()
    model.ParseFromString(data)
    head_start = data.index(model.head.SerializeToString(deterministic=True), 38)
    problems = []
    if (model.magic, model.version, model.file_bytes) != (0x0A1A0A0D54464557, 1, len(data)):
        problems.append("the preamble is wrong")
    head = data[head_start : head_start + model.head_bytes]
    if crc32c(head) != model.head_checksum:
        problems.append("the checksum of the head is wrong")
    types = {
        1: np.float32, 2: np.float16, 3: ml_dtypes.bfloat16, 4: np.float64, 5: np.int8, 6: np.uint8, 7: np.int16,
        8: np.uint16, 9: np.int32, 10: np.uint32, 11: np.int64, 12: np.uint64, 13: np.bool_,
        14: ml_dtypes.float8_e4m3fn, 15: ml_dtypes.float8_e5m2,
    }
    tensors = {}
    number, previous = -1, None
    for entry in model.head.tensors:
        if entry.offset != previous:
            number, previous = number + 1, entry.offset
        payload = model.payloads[number].data
        if payload != data[entry.offset : entry.offset + entry.length]:
            problems.append(f"the offset of {entry.name} is wrong")
        if crc32c(payload) != entry.checksum:
            problems.append(f"the checksum of {entry.name} is wrong")
        if entry.offset % (16384 if entry.length >= 1 << 20 else 64):
            problems.append(f"{entry.name} is not aligned")
        tensors[entry.name] = np.frombuffer(payload, types[entry.element_type]).reshape(list(entry.dims))
    if len(model.payloads) != number + 1:
        problems.append("there are records that no tensor has")
    return tensors, "; ".join(problems)


def main():
    folder = pathlib.Path(tempfile.mkdtemp(prefix="weft-oracles-"))
    protoc.main(["", f"-I{ROOT / 'schemas'}", f"--python_out={folder}", str(ROOT / "schemas" / "weft.proto")])
    sys.path.insert(0, str(folder))
    import weft_pb2

    plain = arrays()
    np.savez(folder / "stored.in.npz", **plain)
    np.savez_compressed(folder / "deflated.in.npz", **plain)
    turned = {
        "big": np.arange(24, dtype=">i4").reshape(2, 3, 4), "half": np.arange(5, dtype=">f2"),
        "fortran": np.asfortranarray(np.arange(24, dtype="f4").reshape(2, 3, 4)),
        "both": np.asfortranarray(np.arange(24, dtype=">f8").reshape(4, 3, 2)),
    }
    np.savez(folder / "turned.in.npz", **turned)
    small = {
        "bf16": np.arange(6).astype(ml_dtypes.bfloat16).reshape(2, 3),
        "e4m3": np.arange(8).astype(ml_dtypes.float8_e4m3fn), "e5m2": np.arange(8).astype(ml_dtypes.float8_e5m2),
    }
    safetensors.numpy.save_file(plain, folder / "plain.in.safetensors", metadata={"format": "np"})
    safetensors.numpy.save_file(small, folder / "small.in.safetensors")
    for name, array in plain.items():
        np.save(folder / f"{name}.in.npy", array)

    command = ["swift", "test", "--filter", "OracleTests"]
    done = subprocess.run(command, cwd=ROOT, env={**os.environ, "WEFT_ORACLE_FOLDER": str(folder)})
    report("our tests ran", done.returncode == 0)

    expected = {"stored": plain, "deflated": plain, "plain": plain, "small": small}
    expected["turned"] = {name: np.ascontiguousarray(a.astype(a.dtype.newbyteorder("<"))) for name, a in turned.items()}
    for name, arrays_ in expected.items():
        path = folder / f"{name}.out.weftpb"
        tensors, problems = read_model(path, weft_pb2)
        report(f"{name}.weftpb by protobuf", not problems, problems)
        report(f"{name}.weftpb has the tensors", not same(tensors, arrays_), same(tensors, arrays_))
        path = folder / f"{name}.out.safetensors"
        if name != "small":  # safetensors writes the small floats of ml_dtypes and does not read them into numpy
            found = safetensors.numpy.load_file(path)
            report(f"{name}.safetensors by safetensors", not same(found, arrays_), same(found, arrays_))
        again = safetensors.numpy.save(arrays_, metadata={"format": "np"} if name == "plain" else None)
        report(f"{name}.safetensors is byte for byte theirs", again == path.read_bytes())
        if name == "small":
            report("small.npz is refused", not (folder / "small.out.npz").exists())
            continue
        found = dict(np.load(folder / f"{name}.out.npz"))
        report(f"{name}.npz by numpy", not same(found, arrays_), same(found, arrays_))
    differing = [n for n in plain if (folder / f"{n}.in.npy").read_bytes() != (folder / f"{n}.out.npy").read_bytes()]
    report("npy files are byte for byte numpy's", not differing, ", ".join(differing))
    fixtures = ROOT / "Tests" / "WeftFormatsTests" / "Fixtures"
    for path in sorted(fixtures.glob("*.weftpb")):
        tensors, problems = read_model(path, weft_pb2)
        report(f"{path.name} by protobuf", not problems and len(tensors) > 0, problems)
    print("FAIL" if failures else "PASS")
    return 1 if failures else 0


sys.exit(main())
