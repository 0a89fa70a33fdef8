/// How long a printer may take for what.
package struct PrinterTiming: Sendable {
    /// Between two looks for a missing printer.
    package var scan: Duration = .seconds(2)
    /// Between two questions to an idle printer.
    package var poll: Duration = .seconds(5)
    /// A status younger than this need not be asked again before a slip.
    package var statusAge: Duration = .seconds(6)
    /// For the answer to one DLE EOT.
    package var answer: Duration = .milliseconds(250)
    /// For the answer to who the printer is; twice asked, once a connection.
    package var identity: Duration = .milliseconds(500)
    /// For a question's few bytes to leave.
    package var question: Duration = .milliseconds(500)
    /// For the printer to take one band.
    package var band: Duration = .seconds(2)
    /// For the answer that a slip is printed, beside the time its rows take.
    package var confirmation: Duration = .seconds(3)
    /// For the same answer when an idle printer is tried whether it knows the question.
    package var confirmationTrial: Duration = .seconds(2)
    /// Between two looks at the port while that answer is awaited.
    package var confirmationLook: Duration = .milliseconds(500)

    /// Between two looks at the presenter's mouth.
    package var outputLook: Duration = .milliseconds(100)

    /// What a slip may take beside its bands.
    package var overhead: Duration = .seconds(5)

    package init() {}
}
