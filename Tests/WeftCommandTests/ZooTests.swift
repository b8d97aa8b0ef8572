import Testing
import Weft
import WeftDiagnostics

@Suite("weft zoo")
struct ZooTests {
    @Test("lists every model with its parameters and inputs")
    func list() throws {
        let result = try Command("zoo", "list", "--json")
        #expect(result.status == 0, "\(result.errors)")
        let models = try result.json["models"]?.elements ?? []
        #expect(models.compactMap { $0["name"]?.text } == Zoo.names)
        for model in models {
            #expect(model.keys == ["name", "summary", "parameters", "inputs"])
            #expect(model["summary"]?.text?.isEmpty == false && model["inputs"]?.elements.isEmpty == false)
        }
        let lenet = models.first { $0["name"] == .string("lenet5") }
        #expect(lenet?["parameters"] == .integer(61_706))
        let resnet = models.first { $0["name"] == .string("resnet18") }
        // torchvision's count, and the buffers of its 20 batch normalisations: 4,800 means, 4,800 variances, 20 counts.
        #expect(resnet?["parameters"] == .integer(11_689_512))
        #expect(try Command("zoo", "list").output.contains("61,706"))
    }

    @Test("every model checks", arguments: Zoo.names)
    func checks(name: String) throws {
        let result = try Command("check", "zoo:\(name)")
        #expect(result.status == 0, "\(result.errors)")
    }

    @Test("shows a text, and writes it with what it names, once")
    func showAndPath() throws {
        let cache = try Scratch()
        let shown = try Command("zoo", "show", "char_lstm")
        #expect(shown.output.contains("model "))
        let environment = ["XDG_CACHE_HOME": cache.folderPath]
        let first = try Command("zoo", "path", "char_lstm", environment: environment)
        #expect(first.status == 0, "\(first.errors)")
        let path = String(first.output.dropLast())
        #expect(path.hasPrefix(cache.folderPath) && path.hasSuffix("char_lstm.weft"))
        let again = try Command("zoo", "path", "char_lstm", "--json", environment: environment)
        #expect(try again.json["path"] == .string(path))
        let checked = try Command("check", path)
        #expect(checked.status == 0, "\(checked.errors)")
        #expect(try Command("zoo", "show", "nothing").status == 66)
    }
}
