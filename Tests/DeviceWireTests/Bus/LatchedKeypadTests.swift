import DeviceWire
import Testing

@Suite struct `A keypad that latches its keys` {
    private func rig() throws -> (LatchedKeypad, LatchedKeypadDevice, KeyLatch) {
        let keypad = try #require(LatchedKeypad(address: 17))
        return (keypad, LatchedKeypadDevice(keypad), KeyLatch())
    }

    /// One poll whose answer arrives.
    private func ask(
        _ keypad: LatchedKeypad, _ device: inout LatchedKeypadDevice, _ latch: inout KeyLatch
    ) -> UInt8? {
        let answer = device.receive(keypad.poll(acknowledging: latch.acknowledged)) ?? []
        guard case .answer(let said) = keypad.read(answer) else { return nil }
        return latch.take(said)?.code
    }

    @Test func `gives every key once, whatever is lost`() throws {
        var (keypad, device, latch) = try rig()
        _ = ask(keypad, &device, &latch)
        for round in 0..<300 {
            _ = device.press(UInt8(round % 20))
            // An answer that nobody heard.
            _ = device.receive(keypad.poll(acknowledging: latch.acknowledged))
            let heard = [ask(keypad, &device, &latch), ask(keypad, &device, &latch)]
            #expect(heard == [UInt8(round % 20), nil])
        }
    }

    @Test func `keys from before the start are for nobody`() throws {
        var (keypad, device, latch) = try rig()
        for _ in 0..<2 { _ = device.receive(keypad.poll(acknowledging: 0)) }
        for key in 1...3 { _ = device.press(UInt8(key)) }
        for _ in 0..<5 {
            let stale = ask(keypad, &device, &latch)
            #expect(stale == nil)
        }
        _ = device.press(9)
        let key = ask(keypad, &device, &latch)
        #expect(key == 9)
    }

    @Test func `a keypad that lost power begins anew`() throws {
        var (keypad, device, latch) = try rig()
        _ = ask(keypad, &device, &latch)
        _ = device.press(5)
        var heard = [ask(keypad, &device, &latch)]
        device = LatchedKeypadDevice(keypad)
        _ = device.press(5)
        for _ in 0..<4 { heard.append(ask(keypad, &device, &latch)) }
        #expect(heard.compactMap(\.self) == [5, 5])
    }

    @Test func `holds sixteen keys and refuses the next`() throws {
        var (_, device, _) = try rig()
        let taken = (0...LatchedKeypadDevice.maximumHeld).filter { _ in device.press(1) }
        #expect(taken.count == LatchedKeypadDevice.maximumHeld)
    }

    @Test func `every spoilt byte of an answer is refused`() throws {
        let keypad = try #require(LatchedKeypad(address: 17))
        let whole = CRC16Modbus.sealed([17, LatchedKeypad.answerMark, 3, 4])
        #expect(keypad.read(whole) == .answer(PolledAnswer(sequence: 3, key: 4)))
        #expect(
            keypad.read(keypad.poll(acknowledging: 9) + whole)
                == .answer(PolledAnswer(sequence: 3, key: 4)))
        for place in whole.indices {
            for value in UInt8.min...UInt8.max where value != whole[place] {
                var spoilt = whole
                spoilt[place] = value
                if case .answer = keypad.read(spoilt) { Issue.record("\(place) \(value)") }
            }
        }
    }

    @Test(arguments: [0, 248, -1]) func `addresses that no node has`(address: Int) {
        #expect(LatchedKeypad(address: address) == nil)
    }
}
