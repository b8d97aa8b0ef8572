import Testing
import Weft

@Suite("Models by name")
struct ModelReferenceTests {
    @Test(
        "a path, a zoo's name, standard input, and a model of a file",
        arguments: [
            ("net.weft", ModelReference.Place.path("net.weft"), nil),
            ("dir/net.weft#Wide", .path("dir/net.weft"), "Wide"),
            ("zoo:char_lstm#Generate", .zoo("char_lstm"), "Generate"),
            ("-", .standardInput, nil),
            ("-#Two", .standardInput, "Two"),
            ("a#b/c.weft", .path("a#b/c.weft"), nil),
            ("a#b#C", .path("a#b"), "C"),
            ("a#", .path("a#"), nil),
            ("a#1", .path("a#1"), nil),
            ("#A", .path("#A"), nil),
        ] as [(String, ModelReference.Place, String?)])
    func parts(text: String, place: ModelReference.Place, model: String?) {
        let reference = ModelReference(text)
        #expect(reference.place == place && reference.model == model)
    }
}
