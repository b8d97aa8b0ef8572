import WeftDiagnostics
import WeftFiles
import WeftGraph

/// The declarations that can be named: the root file's, its imports', and the prelude's, parsed when first used.
struct Library {
    /// The declarations that one file sees.
    private struct Unit {
        var names: [String: Declaration] = [:]
        /// Files imported `as` a name.
        var qualified: [String: Int] = [:]
        /// Where paths that its files name begin, relative to the root file's directory.
        let directory: String
    }

    private let provider: SourceProvider
    private var units: [Unit] = []
    private var unitOfPath: [String: Int] = [:]
    private var loading: [String] = []
    private(set) var sources: [SourceFile] = []
    private var prelude: [String: Declaration] = [:]
    private var parsedPreludeFiles: Set<String> = []

    init(provider: SourceProvider) {
        self.provider = provider
    }

    /// Parses the root file and its imports.
    mutating func load(root file: SourceFile, _ diagnostics: inout DiagnosticSink) -> [Declaration] {
        let unit = add(file, path: file.name, isPrelude: false, directory: "", &diagnostics)
        return declarations[unit] ?? []
    }

    private var declarations: [Int: [Declaration]] = [:]

    /// The declaration of a name, as a unit sees it.
    mutating func declaration(
        _ name: String, in unit: Int, _ diagnostics: inout DiagnosticSink
    ) -> Declaration? {
        if let found = units[unit].names[name] { return found }
        return preludeDeclaration(name, &diagnostics)
    }

    /// The declaration of a name in a file imported `as` a name; nil when there is no such import.
    func qualified(_ name: String, in alias: String, unit: Int) -> Declaration?? {
        guard let other = units[unit].qualified[alias] else { return nil }
        return .some(units[other].names[name])
    }

    /// The names in a file imported `as` a name.
    func names(of alias: String, unit: Int) -> [String] {
        units[unit].qualified[alias].map { units[$0].names.keys.sorted() } ?? []
    }

    /// Where the paths that a unit names begin, relative to the root file's directory.
    func directory(of unit: Int) -> String { units[unit].directory }

    /// The names that a unit can call, for suggestions.
    func names(in unit: Int) -> [String] {
        Array(units[unit].names.keys).sorted() + Array(PreludeIndex.shared.fileOfName.keys).sorted()
    }

    private mutating func add(
        _ file: SourceFile, path: String, isPrelude: Bool, directory: String, _ diagnostics: inout DiagnosticSink
    ) -> Int {
        let unit = units.count
        units.append(Unit(directory: directory))
        unitOfPath[path] = unit
        if !isPrelude { sources.append(file) }
        let (syntax, found) = Parser.parse(file)
        for diagnostic in found { diagnostics.report(diagnostic) }
        loading.append(path)
        for item in syntax.imports { load(item, into: unit, directory: directory, &diagnostics) }
        loading.removeLast()
        for declaration in syntax.declarations {
            let made = Declaration(syntax: declaration, isPrelude: isPrelude, unit: unit)
            let name = declaration.name.text
            if let other = units[unit].names[name], !isPrelude {
                diagnostics.report(
                    Diagnostic(
                        "duplicate-declaration", "'\(name)' is declared twice", at: declaration.name.range,
                        notes: [.init("the first one is here", at: other.syntax.name.range)],
                        help: "give one of them another name"))
                continue
            }
            units[unit].names[name] = made
            declarations[unit, default: []].append(made)
        }
        return unit
    }

    private mutating func load(
        _ item: ImportSyntax, into unit: Int, directory: String, _ diagnostics: inout DiagnosticSink
    ) {
        do throws(Diagnostic) {
            // The parser has refused a path with interpolations.
            guard let written = item.path.literal else { return }
            let path = try Library.normalized(written, in: directory, at: item.path.range)
            if loading.contains(path) {
                throw Diagnostic(
                    "import-cycle", "'\(written)' is being imported already", at: item.path.range,
                    help: "move what both files need into a third")
            }
            let other: Int
            if let known = unitOfPath[path] {
                other = known
            } else {
                let file: SourceFile
                do throws(Diagnostic) { file = try provider.source(path) } catch {
                    throw error.located(at: item.path.range)
                }
                let inner = path.split(separator: "/").dropLast().joined(separator: "/")
                other = add(file, path: path, isPrelude: false, directory: inner, &diagnostics)
            }
            if let alias = item.alias {
                units[unit].qualified[alias.text] = other
            } else {
                try merge(declarations[other] ?? [], into: unit, at: item.range)
            }
        } catch {
            diagnostics.report(error)
        }
    }

    private mutating func merge(_ found: [Declaration], into unit: Int, at range: SourceRange) throws(Diagnostic) {
        for declaration in found {
            let name = declaration.syntax.name.text
            if let other = units[unit].names[name], other.unit != declaration.unit {
                throw Diagnostic(
                    "duplicate-declaration", "'\(name)' is declared in two imported files", at: range,
                    notes: [
                        .init("here", at: other.syntax.name.range),
                        .init("and here", at: declaration.syntax.name.range),
                    ], help: "import one of them `as` a name")
            }
            units[unit].names[name] = declaration
        }
    }

    /// A path below the root's directory, without `.` and `..`; an error when it leaves it.
    static func normalized(
        _ path: String, in directory: String, at range: SourceRange?
    ) throws(Diagnostic) -> String {
        var parts: [Substring] = path.hasPrefix("/") ? [] : directory.split(separator: "/")
        var leaves = path.hasPrefix("/") || path.isEmpty || path.utf8.contains(0) || path.contains("\\")
        for part in path.split(separator: "/") where part != "." {
            if part == ".." {
                if parts.isEmpty { leaves = true } else { parts.removeLast() }
            } else {
                parts.append(part)
            }
        }
        guard !leaves else {
            throw Diagnostic(
                "path-leaves-directory", "'\(path)' is not a relative path below the spec's own directory", at: range,
                help: "put the file beside the spec or in a folder below it")
        }
        return parts.joined(separator: "/")
    }
}

extension Library {
    private mutating func preludeDeclaration(_ name: String, _ diagnostics: inout DiagnosticSink) -> Declaration? {
        if let found = prelude[name] { return found }
        guard let path = PreludeIndex.shared.fileOfName[name], parsedPreludeFiles.insert(path).inserted,
            let bytes = EmbeddedTexts.text(named: path)
        else { return nil }
        let file = SourceFile(name: path, bytes: bytes)
        let unit = add(file, path: path, isPrelude: true, directory: "prelude", &diagnostics)
        for (name, declaration) in units[unit].names { prelude[name] = declaration }
        return prelude[name]
    }
}

/// Which file of the prelude declares which name, found without parsing.
struct PreludeIndex: Sendable {
    static let shared = PreludeIndex()

    let fileOfName: [String: String]

    private init() {
        var result: [String: String] = [:]
        for path in EmbeddedTexts.names where path.hasPrefix("prelude/") {
            for line in (EmbeddedTexts.text(named: path) ?? []).split(separator: 0x0A) {
                let words = String(decoding: line.prefix(80), as: UTF8.self).split(separator: " ", maxSplits: 1)
                guard words.count == 2, words[0] == "block" || words[0] == "cell" else { continue }
                result[String(words[1].prefix { $0 != "(" })] = path
            }
        }
        fileOfName = result
    }
}
