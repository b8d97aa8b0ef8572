// swift-tools-version: 6.2
import PackageDescription

/// What every Swift target is compiled with: warnings are errors, and what is unsafe must say so.
let settings: [SwiftSetting] = [
    .treatAllWarnings(as: .error),
    .strictMemorySafety(),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
]

/// A layer with the layers below that it imports.
func layer(_ name: String, on dependencies: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: settings)
}

/// The tests of a layer.
func tests(_ name: String, of dependencies: [Target.Dependency], exclude: [String] = []) -> Target {
    .testTarget(name: name, dependencies: dependencies, exclude: exclude, swiftSettings: settings)
}

let base: [Target.Dependency] = ["WeftDiagnostics", "WeftFiles", "WeftTensors", "WeftGraph"]

let package = Package(
    name: "weft",
    platforms: [.macOS(.v15)],
    products: [
        .library(name: "Weft", targets: ["Weft"]),
        .executable(name: "weft", targets: ["WeftCommand"]),
    ],
    dependencies: [.package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2")],
    // The layers, bottom up: a target imports only what stands above it here.
    targets: [
        .systemLibrary(
            name: "CProtobufC", pkgConfig: "libprotobuf-c",
            providers: [.apt(["libprotobuf-c-dev"]), .brew(["protobuf-c"])]),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .systemLibrary(name: "CPNG", pkgConfig: "libpng", providers: [.apt(["libpng-dev"]), .brew(["libpng"])]),
        .target(name: "CWeftSchemas", dependencies: ["CProtobufC"]),
        .target(name: "CWeftSystem", dependencies: ["CZlib"]),
        .target(name: "CWeftImages", dependencies: ["CPNG"]),
        .target(name: "CWeftTexts", exclude: ["prelude", "zoo"]),
        .target(name: "CWeftKernels"),
        layer("WeftDiagnostics"),
        layer(
            "WeftFiles",
            on: ["WeftDiagnostics", "CProtobufC", "CWeftSchemas", "CWeftSystem", "CWeftImages", "CWeftTexts"]),
        layer("WeftTensors", on: ["WeftDiagnostics", "WeftFiles"]),
        layer("WeftGraph", on: ["WeftDiagnostics", "WeftTensors"]),
        layer("WeftOperators", on: ["WeftDiagnostics", "WeftTensors", "WeftGraph"]),
        layer("WeftLanguage", on: base + ["WeftOperators"]),
        layer("WeftCompiler", on: base + ["WeftOperators"]),
        layer("WeftRuntime", on: base + ["CWeftKernels", "WeftOperators", "WeftCompiler"]),
        layer("WeftFormats", on: base + ["WeftOperators"]),
        layer("WeftInspection", on: ["WeftDiagnostics", "WeftTensors", "WeftGraph"]),
        layer(
            "Weft",
            on: base + [
                "WeftOperators", "WeftLanguage", "WeftCompiler", "WeftRuntime", "WeftFormats", "WeftInspection",
            ]),
        .executableTarget(
            name: "WeftCommand",
            dependencies: base + [
                "WeftCompiler", "WeftRuntime", "WeftInspection", "Weft",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ], swiftSettings: settings),

        .target(name: "CWeftTestSupport", dependencies: ["CWeftSystem"], path: "Tests/CWeftTestSupport"),
        .target(
            name: "CWeftKernelsTestSupport", dependencies: ["CWeftKernels"], path: "Tests/CWeftKernelsTestSupport"),
        .target(
            name: "WeftTestSupport",
            dependencies: ["WeftDiagnostics", "WeftFiles", "WeftTensors", "WeftGraph", "CWeftTestSupport"],
            path: "Tests/WeftTestSupport",
            swiftSettings: settings),
        tests(
            "WeftFilesTests",
            of: ["WeftFiles", "WeftDiagnostics", "CWeftSystem", "CWeftTestSupport", "WeftTestSupport"]),
        tests("WeftKernelsTests", of: ["CWeftKernels", "CWeftKernelsTestSupport", "WeftTestSupport"]),
        tests("WeftGraphTests", of: ["WeftDiagnostics", "WeftTensors", "WeftGraph", "WeftTestSupport"]),
        tests("WeftOperatorsTests", of: base + ["WeftOperators", "WeftTestSupport"]),
        tests("WeftInterpreterTests", of: base + ["WeftOperators", "WeftTestSupport"]),
        tests("WeftLanguageTests", of: base + ["WeftOperators", "WeftLanguage", "WeftTestSupport"]),
        tests(
            "WeftCompilerTests",
            of: base + ["WeftOperators", "WeftLanguage", "WeftCompiler", "WeftRuntime", "Weft", "WeftTestSupport"]),
        tests("GoldenTests", of: base + ["WeftOperators", "WeftLanguage"], exclude: ["Cases", "Elsewhere.txt"]),
        tests(
            "WeftFormatsTests", of: base + ["WeftOperators", "WeftLanguage", "WeftFormats", "WeftTestSupport"],
            exclude: ["Fixtures"]),
        tests("WeftInspectionTests", of: base + ["WeftInspection", "WeftTestSupport"]),
        tests("WeftTests", of: base + ["WeftOperators", "WeftLanguage", "WeftFormats", "Weft", "WeftTestSupport"]),
        tests("WeftCommandTests", of: base + ["Weft", "WeftCommand", "WeftTestSupport"]),
        tests("RepositoryTests", of: base + ["WeftOperators", "WeftLanguage", "Weft"]),
        tests("ONNXTests", of: base + ["WeftLanguage", "WeftFormats", "Weft", "WeftTestSupport"]),
        tests(
            "ZooTests",
            of: base + [
                "WeftLanguage", "WeftCompiler", "WeftRuntime", "WeftFormats", "WeftInspection", "Weft",
                "WeftTestSupport",
            ], exclude: ["Fixtures"]),
    ],
    swiftLanguageModes: [.v6],
    cLanguageStandard: .c17
)
