/// The families of boards that a file describes.
package struct BoardShelf: Sendable {
    private let declared: [String: FrameProtocol]

    /// A shelf.
    ///
    /// - Parameter definitions: of boards; keypads among them are left out.
    package init(_ definitions: [FrameProtocol] = []) {
        declared = Dictionary(
            definitions.filter { $0.kind == .board }.map { ($0.name, $0) },
            uniquingKeysWith: { first, _ in first })
    }

    /// Every family's name, sorted.
    package var names: [String] { declared.keys.sorted() }

    /// The family's file; nil for a family that is not here.
    package func definition(named name: String) -> FrameProtocol? { declared[name] }
}
