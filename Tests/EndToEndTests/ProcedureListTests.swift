import Foundation
import Testing

extension EndToEnd {
    /// `motcua procedures`.
    @Suite struct ProcedureLists {
        @Test(.timeLimit(.minutes(5)))
        func `the shipped list is read, written out and read again`() async throws {
            let folder = try Folder()
            let copy = folder.path("list.tsv")
            let shipped = URL(fileURLWithPath: Program.shippedConfiguration)
                .deletingLastPathComponent().appendingPathComponent("procedures.tsv").path
            let read = try await Program.run(["procedures", "import", shipped, "--to", copy])
            #expect(read.status == 0, "\(read.errors)")
            #expect(read.text.hasSuffix("procedures read, 0 rows refused\n"), "\(read.text)")
            let again = try await Program.run(["procedures", "import", copy])
            #expect(again.status == 0, "\(again.errors)")
            #expect(again.text == read.text.replacing(shipped, with: copy))
            // A list that somebody went on with is not written over.
            let twice = try await Program.run(["procedures", "import", shipped, "--to", copy])
            #expect(twice.status != 0)
            #expect(twice.errors.contains("list.tsv cannot be written"), "\(twice.errors)")
        }

        @Test(.timeLimit(.minutes(5)))
        func `a row that is refused is told with its line`() async throws {
            let folder = try Folder()
            let path = folder.path("list.csv")
            try Data("code,name,field,direct\n1.1,,A,7\n1.2,Tên,A,1/hour\n".utf8)
                .write(to: URL(fileURLWithPath: path))
            let refused = try await Program.run(["procedures", "import", path])
            #expect(refused.status == 1)
            #expect(refused.text == "\(path): 1 procedures read, 1 rows refused\n")
            #expect(refused.errors.contains("\(path):2: refused 1.1: no name; direct: the limit"))
            let nothing = try await Program.run(["procedures", "import", folder.path("none")])
            #expect(nothing.status != 0)
            #expect(nothing.errors.contains("cannot be read"), "\(nothing.errors)")
        }
    }
}
