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
    products: [.executable(name: "weft", targets: ["WeftCommand"])],
    dependencies: [.package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2")],
    targets: [
        .systemLibrary(
            name: "CProtobufC", pkgConfig: "libprotobuf-c",
            providers: [.apt(["libprotobuf-c-dev"]), .brew(["protobuf-c"])]),
        .target(name: "CWeftSchemas", dependencies: ["CProtobufC"]),
        .systemLibrary(name: "CPNG", pkgConfig: "libpng", providers: [.apt(["libpng-dev"]), .brew(["libpng"])]),
        .target(name: "CWeftImages", dependencies: ["CPNG"]),
        .target(name: "CWeftSystem"),
        .target(name: "WeftDiagnostics", swiftSettings: settings),
        .target(name: "CWeftTexts", exclude: ["prelude", "zoo"]),
        .target(
            name: "WeftFiles",
            dependencies: [
                "WeftDiagnostics", "CWeftSystem", "CWeftImages", "CWeftSchemas", "CWeftTexts", "CProtobufC",
            ],
            swiftSettings: settings),
        .target(name: "WeftTensors", dependencies: ["WeftDiagnostics", "WeftFiles"], swiftSettings: settings),
        .target(name: "WeftGraph", dependencies: ["WeftDiagnostics", "WeftTensors"], swiftSettings: settings),
        .target(
            name: "WeftOperators", dependencies: ["WeftDiagnostics", "WeftTensors", "WeftGraph"],
            swiftSettings: settings),
        .testTarget(
            name: "WeftOperatorsTests",
            dependencies: ["WeftDiagnostics", "WeftTensors", "WeftGraph", "WeftOperators"], swiftSettings: settings),
        .target(
            name: "WeftLanguage",
            dependencies: ["WeftDiagnostics", "WeftFiles", "WeftTensors", "WeftGraph", "WeftOperators"],
            swiftSettings: settings),
        .target(
            name: "WeftFormats",
            dependencies: ["WeftDiagnostics", "WeftFiles", "WeftTensors", "WeftGraph", "WeftOperators"],
            swiftSettings: settings),
        .target(
            name: "WeftInspection", dependencies: ["WeftDiagnostics", "WeftTensors", "WeftGraph"],
            swiftSettings: settings),
        .target(
            name: "Weft",
            dependencies: [
                "WeftDiagnostics", "WeftFiles", "WeftTensors", "WeftGraph", "WeftOperators", "WeftLanguage",
                "WeftFormats", "WeftInspection",
            ], swiftSettings: settings),
        .executableTarget(
            name: "WeftCommand",
            dependencies: [
                "Weft", "WeftDiagnostics", "WeftFiles", "WeftTensors", "WeftGraph", "WeftInspection",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ], swiftSettings: settings),
        .target(name: "CWeftTestSupport", dependencies: ["CWeftSystem"], path: "Tests/CWeftTestSupport"),
        .testTarget(
            name: "WeftFilesTests", dependencies: ["WeftFiles", "WeftDiagnostics", "CWeftSystem", "CWeftTestSupport"],
            swiftSettings: settings),
        .testTarget(
            name: "WeftLanguageTests", dependencies: ["WeftDiagnostics", "WeftLanguage"], swiftSettings: settings),
        .testTarget(
            name: "WeftCommandTests", dependencies: ["WeftCommand", "WeftDiagnostics", "WeftFiles"],
            swiftSettings: settings),
        .testTarget(
            name: "WeftInspectionTests",
            dependencies: ["WeftInspection", "WeftDiagnostics", "WeftTensors", "WeftGraph"], swiftSettings: settings),
        .testTarget(
            name: "WeftTests", dependencies: ["Weft", "WeftDiagnostics", "WeftFiles", "WeftTensors", "WeftGraph"],
            swiftSettings: settings),
    ],
    swiftLanguageModes: [.v6],
    cLanguageStandard: .c17
)
