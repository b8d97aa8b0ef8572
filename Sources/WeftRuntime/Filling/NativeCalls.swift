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
    private var owned = unsafe [UnsafeMutableRawPointer]()
    /// The calls of loops' bodies, which must stay as long as the loops.
    private var bodies: [NativeCalls] = []

    init(_ addresses: BufferAddresses) {
        self.addresses = addresses
    }

    /// Calls into the same buffers.
    convenience init(like other: NativeCalls) {
        self.init(other.addresses)
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
    }

    /// Adds a loop around calls.
    func add(loop body: NativeCalls, count: Int) {
        bodies.append(body)
        let patches = body.patches
        var arguments = unsafe weft_loop_args()
        unsafe arguments.count = Int64(count)
        unsafe arguments.body = UnsafePointer(keepAll(body.calls))
        unsafe arguments.body_count = Int32(body.calls.count)
        unsafe arguments.patches = UnsafePointer(keepAll(patches))
        unsafe arguments.patch_count = Int32(patches.count)
        let memory = unsafe keep(arguments)
        unsafe calls.append(
            weft_call(
                kind: Int32(WEFT_CALL_LOOP.rawValue), args_bytes: Int32(MemoryLayout<weft_loop_args>.size),
                args: memory))
        fields.append([])
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

    /// How the pointers of these calls move when they are the body of a loop.
    private var patches: [weft_patch] {
        var result: [weft_patch] = []
        for (call, own) in fields.enumerated() {
            for field in own {
                let bytes = field.view.elementBytes
                switch field.view.motion {
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
            guard unsafe calls[index].kind == Int32(WEFT_CALL_LOOP.rawValue), let arguments = unsafe calls[index].args
            else { continue }
            let before = unsafe calls[..<index].filter { unsafe $0.kind == Int32(WEFT_CALL_LOOP.rawValue) }.count
            let body = bodies[before]
            let loop = unsafe UnsafePointer(arguments.assumingMemoryBound(to: weft_loop_args.self))
            // What takes no step touches nothing.
            guard unsafe loop.pointee.count > 0 else { continue }
            for inner in unsafe body.calls.indices {
                var list = weft_reach_list()
                let isSound = unsafe weft_loop_reach(isa, loop, Int32(inner), &list)
                try check(list, body.fields[inner], isSound, index)
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
