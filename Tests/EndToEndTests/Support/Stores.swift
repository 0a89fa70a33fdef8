import Foundation

/// The two SQLite files, read from outside the program.
enum Stores {
    /// What the files say; each member is an answer to a question that the tests ask.
    static let script = """
        import json, sqlite3, sys
        def rows(path, sql):
            file = sqlite3.connect(f"file:{path}?mode=ro", uri=True, timeout=20)
            try: return file.execute(sql).fetchall()
            finally: file.close()
        data = sys.argv[1]
        hall, core = f"{data}/hall.sqlite", f"{data}/dossier.sqlite"
        deliveries = "select count(*) from deliveries where kind = "
        print(json.dumps({
            "tickets": rows(hall, "select id, number, day, slip, hand_off_steps from tickets"),
            "slips": rows(hall, "select ticket, state from deliveries where kind = 'slip'"),
            "homelessSlips": rows(hall, deliveries +
                "'slip' and ticket not in (select id from tickets)")[0][0],
            "openSlips": rows(hall, deliveries + "'slip' and state = 'begun'")[0][0],
            "openHandOffs": rows(hall, deliveries + "'hand-off' and state != 'done'")[0][0],
            "codes": [d["code"] for (text,) in rows(hall, "select dossiers from tickets")
                for d in json.loads(text)],
            "steps": rows(core, "select ticket, step from steps order by ticket, step"),
            "receptions": rows(core, "select ticket, steps from receptions"),
            "minted": [code for (code,) in rows(core, "select code from dossiers")],
        }))
        """

    /// Reads both files of a data directory.
    ///
    /// - Parameter data: the directory.
    /// - Returns: the members that the script writes.
    /// - Throws: `TimedOut` with the script's own words when it failed.
    static func read(_ data: String) async throws -> JSON {
        let finished = try await Program.run(
            ["python3", "-c", script, data], executable: "/usr/bin/env")
        guard finished.status == 0 else {
            throw TimedOut(description: "cannot read \(data): \(finished.errors)")
        }
        return try JSON(finished.output)
    }
}
