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

// The layers, bottom up: a target imports only what stands above it here.
let package = Package(
    name: "weft",
    platforms: [.macOS(.v15)],
    products: [],
    targets: [
        .systemLibrary(
            name: "CProtobufC", pkgConfig: "libprotobuf-c",
            providers: [.apt(["libprotobuf-c-dev"]), .brew(["protobuf-c"])]),
        .target(name: "CWeftSchemas", dependencies: ["CProtobufC"]),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .target(name: "CWeftSystem", dependencies: ["CZlib"]),
        .target(name: "WeftDiagnostics", swiftSettings: settings),
        .target(name: "CWeftTexts", exclude: ["prelude", "zoo"]),
        .target(
            name: "WeftFiles",
            dependencies: ["WeftDiagnostics", "CWeftSystem", "CWeftSchemas", "CWeftTexts", "CProtobufC"],
            swiftSettings: settings),
        .target(name: "WeftTensors", dependencies: ["WeftDiagnostics", "WeftFiles"], swiftSettings: settings),
        .target(name: "WeftGraph", dependencies: ["WeftDiagnostics", "WeftTensors"], swiftSettings: settings),
        .target(
            name: "WeftOperators", dependencies: ["WeftDiagnostics", "WeftTensors", "WeftGraph"],
            swiftSettings: settings),
        .testTarget(
            name: "WeftOperatorsTests",
            dependencies: ["WeftDiagnostics", "WeftTensors", "WeftGraph", "WeftOperators"], swiftSettings: settings),
        .testTarget(
            name: "WeftInterpreterTests",
            dependencies: ["WeftDiagnostics", "WeftTensors", "WeftGraph", "WeftOperators"], swiftSettings: settings),
        .target(
            name: "WeftLanguage",
            dependencies: ["WeftDiagnostics", "WeftFiles", "WeftTensors", "WeftGraph", "WeftOperators"],
            swiftSettings: settings),

        .target(
            name: "WeftFormats",
            dependencies: ["WeftDiagnostics", "WeftFiles", "WeftTensors", "WeftGraph", "WeftOperators"],
            swiftSettings: settings),

        .target(name: "CWeftTestSupport", dependencies: ["CWeftSystem"], path: "Tests/CWeftTestSupport"),
        .testTarget(
            name: "WeftFilesTests", dependencies: ["WeftFiles", "WeftDiagnostics", "CWeftSystem", "CWeftTestSupport"],
            swiftSettings: settings),
        .testTarget(
            name: "WeftFormatsTests",
            dependencies: [
                "WeftDiagnostics", "WeftFiles", "WeftTensors", "WeftGraph", "WeftOperators", "WeftFormats",
            ],
            exclude: ["Fixtures"], swiftSettings: settings),
        .testTarget(
            name: "WeftLanguageTests", dependencies: ["WeftDiagnostics", "WeftLanguage"], swiftSettings: settings),
    ],
    swiftLanguageModes: [.v6],
    cLanguageStandard: .c17
)
