/// The families of keypads that a line may have: the one of this project's own and the declared.
package struct KeypadShelf: Sendable {
    /// The family of `LatchedKeypad`, which needs no file.
    package static let latched = "latched"

    private let declared: [String: FrameProtocol]

    /// A shelf.
    ///
    /// - Parameter definitions: of keypads; boards among them are left out.
    package init(_ definitions: [FrameProtocol] = []) {
        declared = Dictionary(
            definitions.filter { $0.kind == .keypad }.map { ($0.name, $0) },
            uniquingKeysWith: { first, _ in first })
    }

    /// Every family's name, sorted.
    package var names: [String] { ([Self.latched] + declared.keys).sorted() }

    /// The family's file; nil for `latched` and for a family that is not here.
    package func definition(named name: String) -> FrameProtocol? { declared[name] }

    /// The addresses that keypads of a family may have; nil for an unknown family, and for one that
    /// has none.
    package func addresses(of family: String) -> ClosedRange<Int>? {
        family == Self.latched ? LatchedKeypad.addresses : declared[family]?.addresses?.range
    }

    /// What codes mean in a family, with a centre's own words over the family's.
    package func keys(of family: String, own: [UInt8: FrameKey]) -> [UInt8: FrameKey] {
        let usual =
            family == Self.latched
            ? LatchedKeypad.usualKeys
            : declared[family].flatMap { definition in
                DeclaredKeypad(definition, address: definition.addresses?.range.lowerBound ?? 0)
            }?.keys ?? [:]
        return usual.merging(own) { _, own in own }
    }

    /// The speed that a family is made with; nil for one that takes any, and for an unknown one.
    package func baud(of family: String) -> Int? { declared[family]?.line.baud }

    /// How a keypad is understood; nil for an unknown family or an address that it does not have.
    package func node(
        family: String, address: Int, own: [UInt8: FrameKey]
    ) -> KeypadNode? {
        if family == Self.latched {
            return LatchedKeypad(address: address).map { .polled($0) }
        }
        guard let definition = declared[family],
            let keypad = DeclaredKeypad(definition, address: address, codes: own)
        else { return nil }
        return keypad.isPolled ? .polled(keypad) : .speaking(keypad)
    }
}

/// How a keypad on a line is understood.
package enum KeypadNode: Sendable {
    /// It answers when it is asked.
    case polled(any PolledProtocol)
    /// It speaks by itself.
    case speaking(DeclaredKeypad)
}
