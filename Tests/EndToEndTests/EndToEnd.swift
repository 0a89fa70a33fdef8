import Testing

/// The built program, spoken to as its users do: by HTTP, by its command line and by signals.
///
/// One test at a time: each starts servers of its own, and two cores are soon busy.
@Suite("The built program", .serialized)
enum EndToEnd {}
