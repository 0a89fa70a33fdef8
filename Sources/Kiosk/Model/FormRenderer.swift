/// Draws forms as documents for an office printer or a mail.
package protocol FormRenderer: Sendable {
    /// The form as PDF: fonts embedded, text that can be searched, the same bytes for the same input.
    ///
    /// Blocks for some ten milliseconds a page: call it from a thread that may wait.
    ///
    /// - Parameters:
    ///   - template: which form.
    ///   - data: what it is filled with; `template.faults(in:)` says beforehand what is refused.
    ///   - paper: one of the template's papers.
    ///   - copy: which of the template's copies, counted from 0; nil draws all, one after another.
    /// - Returns: the document.
    /// - Throws: `StationeryError`: `textTooLong` where the text does not fit in
    ///   `FormLimits.pages` or a value in its limit, `qrTooLong` where a code would be too fine to
    ///   print, `fontMissing` where no font is installed, `drawingFailed` for data that is not this
    ///   form's and for what the library refuses.
    func pdf(
        of template: FormTemplate, filledWith data: FormData, on paper: FormPaper, copy: Int?
    ) throws(StationeryError) -> [UInt8]
}
