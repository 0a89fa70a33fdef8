import Kiosk

/// Draws a sheet band by band, each when it is asked for.
final class BandPainter {
    private let sheet: Sheet
    private let typeCase: TypeCase
    private let maxBandRows: Int
    private var nextRow = 0
    private var nextStop = 0

    /// A painter at the top of `sheet`.
    init(sheet: Sheet, typeCase: TypeCase, maxBandRows: Int) {
        self.sheet = sheet
        self.typeCase = typeCase
        self.maxBandRows = min(max(1, maxBandRows), sheet.heightDots)
    }

    /// The next band, nil behind the last; the white above a block goes with its first.
    func next() -> Raster? {
        guard nextRow < sheet.heightDots else { return nil }
        while nextStop < sheet.stops.count, sheet.stops[nextStop] <= nextRow { nextStop += 1 }
        let stop = nextStop < sheet.stops.count ? sheet.stops[nextStop] : sheet.heightDots
        let rows = nextRow..<min(nextRow + maxBandRows, stop)
        nextRow = rows.upperBound
        var band = Raster(widthDots: sheet.widthDots, heightDots: rows.count)
        for part in sheet.parts where part.rows.overlaps(rows) {
            let y = part.rows.lowerBound - rows.lowerBound
            switch part.content {
            case .words(let layout):
                band.stamp(dots(of: layout), x: part.x, y: y)
            case .whiteWords(let layout):
                band.stamp(dots(of: layout), x: part.x, y: y, isWhite: true)
            case .picture(let picture):
                band.stamp(picture, x: part.x, y: y)
            case .fill:
                band.fill(rows: y..<y + part.rows.count)
            }
        }
        return band
    }

    private func dots(of layout: TextLayout) -> Raster {
        typeCase.locked { _ in layout.dots() }
    }
}
