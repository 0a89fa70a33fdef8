// swift-tools-version: 6.2
// The target table below is the architecture: a room may import what stands in its line, nothing
// else. `.ci/run` builds with `--explicit-target-dependency-import-check error`, which enforces it.
import PackageDescription

// Products of other packages, named once.
let argumentParser = Target.Dependency.product(
    name: "ArgumentParser", package: "swift-argument-parser")
let asyncHTTPClient = Target.Dependency.product(
    name: "AsyncHTTPClient", package: "async-http-client")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let cryptoExtras = Target.Dependency.product(name: "CryptoExtras", package: "swift-crypto")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let httpTypes = Target.Dependency.product(name: "HTTPTypes", package: "swift-http-types")
let hummingbird = Target.Dependency.product(name: "Hummingbird", package: "hummingbird")
let hummingbirdCore = Target.Dependency.product(
    name: "HummingbirdCore", package: "hummingbird")
let hummingbirdTLS = Target.Dependency.product(name: "HummingbirdTLS", package: "hummingbird")
let lifecycle = Target.Dependency.product(
    name: "ServiceLifecycle", package: "swift-service-lifecycle")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let nioCore = Target.Dependency.product(name: "NIOCore", package: "swift-nio")
let nioHTTP1 = Target.Dependency.product(name: "NIOHTTP1", package: "swift-nio")
let nioPosix = Target.Dependency.product(name: "NIOPosix", package: "swift-nio")
let nioSSL = Target.Dependency.product(name: "NIOSSL", package: "swift-nio-ssl")
let swiftASN1 = Target.Dependency.product(name: "SwiftASN1", package: "swift-asn1")
let unixSignals = Target.Dependency.product(
    name: "UnixSignals", package: "swift-service-lifecycle")
let x509 = Target.Dependency.product(name: "X509", package: "swift-certificates")
let yams = Target.Dependency.product(name: "Yams", package: "Yams")

let package = Package(
    name: "motcua",
    products: [.executable(name: "motcua", targets: ["motcua"])],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-asn1", from: "1.7.4"),
        .package(url: "https://github.com/apple/swift-certificates", from: "1.21.1"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
        .package(url: "https://github.com/swiftlang/swift-docc-plugin", from: "1.5.0"),
    ],
    targets: [
        // Pure cores: the standard library, and the days and calendar of QueueCore.
        .target(name: "QueueCore"),
        .target(name: "DossierCore", dependencies: ["QueueCore"]),
        .target(name: "DeviceWire"),

        // The hall under simulated citizens: the same rules, another roster.
        .target(name: "Simulation", dependencies: ["QueueCore"]),

        // The application: its ports, and the one writer.
        .target(name: "Kiosk", dependencies: ["QueueCore", logging]),

        // Adapters. They never import each other.
        .target(name: "Stationery", dependencies: ["Kiosk", "QueueCore", "CPango", "CQREncode"]),
        .target(name: "Workbooks", dependencies: ["Kiosk", "CXlsxWriter"]),
        .target(name: "KioskStore", dependencies: ["Kiosk", "QueueCore", grdb, crypto, logging]),
        .target(
            name: "KioskDevices",
            dependencies: ["Kiosk", "QueueCore", "DeviceWire", "CUSB", "CEvdev", logging]),
        .target(
            name: "KioskWeb",
            dependencies: [
                "Kiosk", "QueueCore", hummingbird, hummingbirdCore, hummingbirdTLS, httpTypes,
                nioCore, nioSSL, crypto, cryptoExtras, swiftASN1, x509, lifecycle, logging,
            ],
            resources: [.copy("Assets"), .copy("Lists")]),
        .target(
            name: "KioskDossier",
            dependencies: ["Kiosk", "QueueCore", "DossierCore", crypto, grdb, logging]),
        .target(
            name: "KioskHandOff",
            dependencies: [
                "Kiosk", "QueueCore", asyncHTTPClient, hummingbird, hummingbirdCore, httpTypes,
                nioCore, nioHTTP1, crypto, lifecycle, logging,
            ]),
        .target(
            name: "KioskSync",
            dependencies: ["Kiosk", "QueueCore", asyncHTTPClient, nioCore, nioHTTP1, logging]),
        .target(
            name: "KioskSettings",
            dependencies: ["Kiosk", "QueueCore", "DeviceWire", crypto, yams]),

        // The composition root and the command line.
        .executableTarget(
            name: "motcua",
            dependencies: [
                "DeviceWire", "DossierCore", "Kiosk", "KioskDevices", "KioskDossier",
                "KioskHandOff", "KioskSettings", "KioskStore", "KioskSync", "KioskWeb",
                "QueueCore", "Simulation", "Stationery", "Workbooks", argumentParser, lifecycle,
                logging,
                nioCore, nioPosix,
                unixSignals,
            ]),

        // C libraries of the system, each behind a module map and nothing else.
        .systemLibrary(
            name: "CUSB", pkgConfig: "libusb-1.0", providers: [.apt(["libusb-1.0-0-dev"])]),
        .systemLibrary(
            name: "CEvdev", pkgConfig: "libevdev", providers: [.apt(["libevdev-dev"])]),
        .systemLibrary(
            name: "CPango", pkgConfig: "pangocairo", providers: [.apt(["libpango1.0-dev"])]),
        .systemLibrary(
            name: "CQREncode", pkgConfig: "libqrencode", providers: [.apt(["libqrencode-dev"])]),
        .systemLibrary(
            name: "CXlsxWriter", pkgConfig: "xlsxwriter",
            providers: [.apt(["libxlsxwriter-dev"])]),

        // What only tests use.
        .target(name: "KioskTesting", dependencies: ["Kiosk", "QueueCore", logging]),
        .systemLibrary(
            name: "CUMockdev", path: "Tests/Support/CUMockdev", pkgConfig: "umockdev-1.0",
            providers: [.apt(["libumockdev-dev"])]),
        .target(name: "CUSBSim", dependencies: ["CUMockdev"], path: "Tests/Support/CUSBSim"),
        .target(
            name: "CFaultVFS", path: "Tests/Support/CFaultVFS",
            linkerSettings: [.linkedLibrary("sqlite3")]),

        .testTarget(name: "QueueCoreTests", dependencies: ["QueueCore"]),
        .testTarget(name: "SimulationTests", dependencies: ["Simulation", "QueueCore"]),
        .testTarget(name: "DossierCoreTests", dependencies: ["DossierCore", "QueueCore"]),
        .testTarget(name: "DeviceWireTests", dependencies: ["DeviceWire"]),
        .testTarget(
            name: "StationeryTests",
            dependencies: ["Stationery", "Kiosk", "QueueCore", "DeviceWire"]),
        .testTarget(name: "WorkbooksTests", dependencies: ["Workbooks", "Kiosk"]),
        .testTarget(
            name: "KioskTests", dependencies: ["Kiosk", "KioskTesting", "QueueCore"]),
        .testTarget(
            name: "KioskStoreTests",
            dependencies: ["KioskStore", "Kiosk", "KioskTesting", "QueueCore", "CFaultVFS", grdb]),
        .testTarget(
            name: "KioskDevicesTests",
            dependencies: [
                "KioskDevices", "Kiosk", "KioskSettings", "KioskTesting", "QueueCore",
                "DeviceWire", "CUSBSim",
            ]),
        .testTarget(
            name: "KioskWebTests",
            dependencies: [
                "KioskWeb", "Kiosk", "KioskTesting", "QueueCore", hummingbird, httpTypes, nioCore,
                logging,
            ]),
        .testTarget(
            name: "KioskDossierTests",
            dependencies: [
                "KioskDossier", "DossierCore", "Kiosk", "KioskTesting", "QueueCore", grdb,
            ]),
        .testTarget(
            name: "KioskHandOffTests",
            dependencies: [
                "KioskHandOff", "KioskDossier", "Kiosk", "KioskTesting", "QueueCore",
                "Simulation", asyncHTTPClient, hummingbird, httpTypes, nioCore, nioHTTP1, lifecycle,
                grdb, logging,
            ]),
        .testTarget(
            name: "KioskSyncTests",
            dependencies: [
                "KioskSync", "KioskDossier", "Kiosk", "KioskTesting", "QueueCore", hummingbird,
                httpTypes, nioCore, lifecycle, logging,
            ]),
        .testTarget(
            name: "KioskSettingsTests",
            dependencies: ["KioskSettings", "Kiosk", "QueueCore", "DeviceWire"]),
        .testTarget(name: "EndToEndTests", dependencies: ["motcua"]),
        .testTarget(name: "TidyTests"),
        .executableTarget(
            name: "Benchmarks",
            dependencies: [
                "DeviceWire", "DossierCore", "Kiosk", "KioskDevices", "KioskDossier",
                "KioskSettings", "KioskStore", "QueueCore",
                "Simulation", "Stationery", grdb, httpTypes, hummingbird, logging, nioCore,
            ],
            path: "Tests/Benchmarks", exclude: ["escpos_peer.py", "escpos_peer.sh"]),
    ],
    swiftLanguageModes: [.v6]
)

// Strictness is written once, for every Swift target; two are C.
for target in package.targets where ![.system, .plugin].contains(target.type) {
    guard !["CUSBSim", "CFaultVFS"].contains(target.name) else { continue }
    target.swiftSettings = [
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("MemberImportVisibility"),
        .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
        .treatAllWarnings(as: .error),
    ]
}
