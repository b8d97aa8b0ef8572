import CWeftKernels
import WeftCompiler
import WeftDiagnostics
import WeftTensors

/// Calls of kernels with their argument structs, in memory that stays where it is; a class because it is freed once.
@safe
final class NativeCalls {
    /// A pointer in an argument struct: where it stands, and what it points into.
    struct Field {
        /// In bytes from the start of the struct.
        let offset: Int
        let view: View<Int>
    }

    /// That of a cache line and of the widest vector.
    private static let alignment = 64

    private(set) var calls = unsafe [weft_call]()
    /// The pointers of each call.
    private(set) var fields: [[Field]] = []
    private let addresses: BufferAddresses
    /// How many loops are around the calls.
    private let depth: Int
    private var owned = unsafe [UnsafeMutableRawPointer]()
    /// Of each call that is a loop, the calls of its body, which must stay as long as the loop.
    private var bodies: [NativeCalls?] = []

    init(_ addresses: BufferAddresses, depth: Int = 0) {
        self.addresses = addresses
        self.depth = depth
    }

    /// The calls of a loop's body, where the loop is among other calls.
    convenience init(bodyIn other: NativeCalls) {
        self.init(other.addresses, depth: other.depth + 1)
    }

    deinit {
        unsafe owned.forEach { unsafe $0.deallocate() }
    }

    /// Adds a call whose pointers are filled in from views.
    func add<Arguments>(
        _ kind: weft_call_kind, _ arguments: Arguments, _ pointers: [(offset: Int, view: View<Int>?)]
    ) throws(Diagnostic) {
        let memory = unsafe keep(arguments)
        var own: [Field] = []
        for (offset, view) in pointers {
            guard let view else { continue }
            let address = unsafe try addresses.address(of: view)
            unsafe (memory + offset).storeBytes(of: address, as: UnsafeMutableRawPointer.self)
            own.append(Field(offset: offset, view: view))
        }
        unsafe calls.append(
            weft_call(kind: Int32(kind.rawValue), args_bytes: Int32(MemoryLayout<Arguments>.size), args: memory))
        fields.append(own)
        bodies.append(nil)
    }

    /// Adds a loop around calls.
    func add(loop body: NativeCalls, count: Int, lanes: [Int]) {
        let patches = body.patches
        var arguments = unsafe weft_loop_args()
        unsafe arguments.count = Int64(count)
        unsafe arguments.body = UnsafePointer(keepAll(body.calls))
        unsafe arguments.body_count = Int32(body.calls.count)
        unsafe arguments.patches = UnsafePointer(keepAll(patches))
        unsafe arguments.patch_count = Int32(patches.count)
        unsafe arguments.lane_ends = UnsafePointer(keepAll(lanes.map { Int32($0) }))
        unsafe arguments.lane_count = Int32(lanes.count)
        let memory = unsafe keep(arguments)
        unsafe calls.append(
            weft_call(
                kind: Int32(WEFT_CALL_LOOP.rawValue), args_bytes: Int32(MemoryLayout<weft_loop_args>.size),
                args: memory))
        fields.append([])
        bodies.append(body)
    }

    /// Keeps a value in memory that stays where it is.
    func keep<Value>(_ value: Value) -> UnsafeMutableRawPointer {
        let size = max(MemoryLayout<Value>.size, 1)
        let memory = UnsafeMutableRawPointer.allocate(byteCount: size, alignment: Self.alignment)
        unsafe memory.initializeMemory(as: Value.self, repeating: value, count: 1)
        unsafe owned.append(memory)
        return unsafe memory
    }

    /// Keeps values in memory that stays where it is.
    func keepAll<Value>(_ values: [Value]) -> UnsafeMutablePointer<Value> {
        let size = max(MemoryLayout<Value>.stride * values.count, 1)
        let memory = UnsafeMutableRawPointer.allocate(byteCount: size, alignment: Self.alignment)
        unsafe owned.append(memory)
        let typed = unsafe memory.bindMemory(to: Value.self, capacity: values.count)
        for (index, value) in values.enumerated() { unsafe (typed + index).initialize(to: value) }
        return unsafe typed
    }

    /// The pointers of each call, where those of its body follow a loop.
    private var fieldsDepthFirst: [[Field]] {
        zip(fields, bodies).flatMap { [$0] + ($1?.fieldsDepthFirst ?? []) }
    }

    /// How the pointers of these calls, and of those in loops among them, move when they are the body of a loop.
    private var patches: [weft_patch] {
        var result: [weft_patch] = []
        for (call, own) in fieldsDepthFirst.enumerated() {
            for field in own {
                let bytes = field.view.elementBytes
                switch field.view.motion(inLoop: depth - 1) {
                case .still: continue
                case .onward(let distance):
                    result.append(
                        weft_patch(
                            call: Int32(call), field: Int32(field.offset), stride: Int64(distance * bytes), parity: 0))
                case .alternating(let distance):
                    result.append(
                        weft_patch(
                            call: Int32(call), field: Int32(field.offset), stride: Int64(distance * bytes), parity: 1))
                }
            }
        }
        return result
    }

    /// Asks every call what it touches and compares that with the buffers that its pointers point into.
    ///
    /// - Throws: `out-of-reach`, which is a mistake of this program.
    func check(_ isa: weft_isa) throws(Diagnostic) {
        for index in unsafe calls.indices {
            var list = weft_reach_list()
            let isSound = unsafe withUnsafePointer(to: calls[index]) { unsafe weft_call_reach(isa, $0, &list) }
            try check(list, fields[index], isSound, index)
            guard let body = bodies[index], let arguments = unsafe calls[index].args else { continue }
            let loop = unsafe UnsafePointer(arguments.assumingMemoryBound(to: weft_loop_args.self))
            for (inner, fields) in body.fieldsDepthFirst.enumerated() {
                var list = weft_reach_list()
                let isSound = unsafe weft_loop_reach(isa, loop, Int32(inner), &list)
                try check(list, fields, isSound, index)
            }
        }
    }

    private func check(
        _ list: weft_reach_list, _ fields: [Field], _ isSound: Bool, _ index: Int
    ) throws(Diagnostic) {
        guard isSound else {
            throw Diagnostic(
                "out-of-reach", "the arguments of call \(index) make no sense",
                help: "this is a mistake of this program, not of the model")
        }
        for reach in list.all where reach.low < reach.high {
            guard let field = fields.first(where: { $0.offset == Int(reach.field) }) else { continue }
            let start = field.view.offset * field.view.elementBytes
            guard start + Int(reach.low) >= 0,
                start + Int(reach.high) <= addresses.byteCount(of: field.view.buffer)
            else {
                throw Diagnostic(
                    "out-of-reach",
                    "call \(index) touches bytes \(start + Int(reach.low)) to \(start + Int(reach.high)) of a buffer of "
                        + "\(addresses.byteCount(of: field.view.buffer))",
                    help: "this is a mistake of this program, not of the model")
            }
        }
    }
}

extension View<Int> {
    /// The size of an element.
    var elementBytes: Int { max(elementType.bits / 8, 1) }
}

extension weft_reach_list {
    fileprivate var all: [weft_reach] {
        unsafe withUnsafeBytes(of: reaches) { bytes in
            (0..<Int(count)).map {
                unsafe bytes.load(fromByteOffset: $0 * MemoryLayout<weft_reach>.stride, as: weft_reach.self)
            }
        }
    }
}
