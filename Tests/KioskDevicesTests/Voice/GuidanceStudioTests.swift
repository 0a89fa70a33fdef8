import CUSBSim
import DeviceWire
import Kiosk
import Testing

@testable import KioskDevices

/// What a kiosk's headphones say.
@Suite(
    .timeLimit(.minutes(5)),
    .disabled(
        if: evdevsim_available(),
        "NOT RUN: umockdev holds a lock while a pipe is opened; run without umockdev-wrapper"))
struct GuidanceStudioTests {
    @Test func `a ticket's number is said digit by digit, other numbers as they are`() {
        #expect(
            GuidanceStudio.spoken("Số 1002, quầy 12", "vi", .southern)
                == "Số một không không hai, quầy 12")
        #expect(GuidanceStudio.spoken("Number 1002", "en", .southern) == "Number one zero zero two")
        #expect(GuidanceStudio.spoken("", "vi", .northern).isEmpty)
    }

    @Test func `a long text is said breath by breath, and no word is lost`() async throws {
        let numbers = String(repeating: "1002, ", count: guidanceWordsMax / 6)
        let text = GuidanceStudio.spoken(numbers, "vi", .southern)
        let breaths = GuidanceStudio.breaths(text)
        #expect(breaths.joined(separator: " ") == text.split(separator: " ").joined(separator: " "))
        #expect(breaths.allSatisfy { $0.count <= EspeakEngine.wordsMax })
        let sound = await GuidanceStudio().sound(of: numbers, in: "vi")
        #expect(try #require(sound).duration > .seconds(20))
        #expect(GuidanceStudio.breaths("  ").isEmpty)
    }

    @Test func `without a voice nothing is said, and nothing fails`() async {
        let studio = GuidanceStudio(espeak: "/nowhere/espeak-ng")
        #expect(await studio.sound(of: "Xin chào", in: "vi") == nil)
    }

    @Test func `words are spoken, and the same words again at once`() async throws {
        let studio = GuidanceStudio()
        let first = try #require(await studio.sound(of: "Xin chào ông/bà!", in: "vi"))
        #expect(first.duration > .milliseconds(500))
        #expect(first.wav.starts(with: Array("RIFF".utf8)))
        #expect(await studio.sound(of: "Xin chào ông/bà!", in: "vi") == first)
        let english = try #require(await studio.sound(of: "Welcome!", in: "en"))
        #expect(english != first)
    }

    @Test func `what begins like an option is words all the same`() async throws {
        let studio = GuidanceStudio()
        let sound = await studio.sound(of: "--version; -f /etc/passwd", in: "en")
        #expect(try #require(sound).duration > .milliseconds(300))
    }

    @Test func `more askers than there is room for hear nothing, and later ones are heard`()
        async throws
    {
        let studio = GuidanceStudio()
        let heard = await withTaskGroup(of: Bool.self) { group in
            for place in 0..<3 * GuidanceStudio.waitingMax {
                group.addTask { await studio.sound(of: "Câu số \(place)", in: "vi") != nil }
            }
            return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
        }
        #expect(heard >= GuidanceStudio.waitingMax)
        #expect(await studio.sound(of: "Xin chào", in: "vi") != nil)
    }
}
