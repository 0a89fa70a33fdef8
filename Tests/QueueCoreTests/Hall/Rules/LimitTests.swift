import QueueCore
import Testing

struct `Limits of numbers` {
    @Test func `a daily limit ends before the series`() {
        var table = HallTable { $0.lines[0].dailyLimit = 2 }
        table.run(
            """
            08:00 kiosk takes ho-tich            -> 1001
            08:00 kiosk takes ho-tich            -> 1002
            08:00 kiosk sees line ho-tich        -> full 2
            08:00 kiosk takes ho-tich            -> line-full
            08:00 kiosk cancels 1002 because x   -> 1002
            08:01 kiosk takes ho-tich            -> line-full
            24 08:00 kiosk takes ho-tich         -> 1001
            """)
    }

    @Test func `a series ends before a daily limit`() {
        var table = HallTable { plan in
            plan.lines[0].lastNumber = 1_001
            plan.lines[0].dailyLimit = 2
        }
        table.run("08:00 kiosk takes ho-tich -> 1001\n08:00 kiosk takes ho-tich -> line-full")
    }

    @Test(arguments: [3, 4, 5, 6])
    func `a number has the digits that were set`(_ digits: Int) {
        var table = HallTable { plan in
            plan.lines[0].firstNumber = 7
            plan.lines[0].digits = digits
        }
        table.run("08:00 kiosk takes ho-tich -> \(padded(7, digits))")
    }

    @Test func `the last ticket is given before the minutes of the day's last closing`() {
        var table = HallTable { plan in
            plan.lines[0].hours = Centre.workingHours
            plan.lines[0].lastTicketMinutes = 15
        }
        table.run(
            """
            11:29 kiosk takes ho-tich            -> 1001
            16:44:59.999 kiosk takes ho-tich     -> 1002
            16:45 kiosk sees line ho-tich        -> closed 2
            16:45 kiosk takes ho-tich            -> line-closed
            16:46 clerk6 opens 6                 -> ok
            17:30 clerk6 calls next at 6         -> 1001 longest-wait
            """)
    }

    @Test func `a kiosk gives so many numbers within a minute`() {
        var table = HallTable { $0.rules.pressesPerMinute = 2 }
        table.run(
            """
            08:00 kiosk takes ho-tich on kiosk-1            -> 1001
            08:00:30 kiosk takes dat-dai on kiosk-1         -> 3001
            08:00:30 kiosk takes ho-tich on kiosk-1         -> too-many
            08:00:30 kiosk takes ho-tich on kiosk-2         -> 1002
            08:00:30 kiosk takes ho-tich                    -> 1003
            08:00:59.999 kiosk takes ho-tich on kiosk-1     -> too-many
            08:01 kiosk takes ho-tich on kiosk-1            -> 1004
            08:01 kiosk takes ho-tich on kiosk-1            -> too-many
            08:01:30 kiosk takes ho-tich on kiosk-1         -> 1005
            """)
    }

    @Test func `a known person holds one open number of a line`() {
        var table = HallTable { $0.rules.oneNumberPerPerson = true }
        table.run(
            """
            08:00 kiosk takes ho-tich                     -> 1001
            08:01 kiosk takes ho-tich holding 1001        -> too-many
            08:01 kiosk takes dat-dai holding 1001        -> 3001
            08:01 kiosk takes ho-tich holding 3001        -> 1002
            08:02 clerk6 opens 6                          -> ok
            08:02 clerk6 calls next at 6                  -> 1001 longest-wait
            08:02 kiosk takes ho-tich holding 1001        -> too-many
            08:03 clerk6 parks at 6 because copies        -> 1001
            08:03 kiosk takes ho-tich holding 1001        -> too-many
            08:04 clerk6 cancels 1001 because left        -> 1001
            08:04 kiosk takes ho-tich holding 1001        -> 1003
            """)
    }

    @Test func `persons are nobody's concern where the centre did not ask for it`() {
        var table = HallTable()
        table.run(
            """
            08:00 kiosk takes ho-tich                     -> 1001
            08:01 kiosk takes ho-tich holding 1001        -> 1002
            """)
    }

    @Test func `a refused press is kept once in ten seconds, for each line, cause and kiosk`() {
        var table = HallTable { plan in
            plan.lines[0].hours = Centre.workingHours
            plan.lines[1].dailyLimit = 0
        }
        table.run(
            """
            07:00 kiosk takes ho-tich on kiosk-1            -> line-closed
            07:00 kiosk sees unmet                          -> 1
            07:00:09.999 kiosk takes ho-tich on kiosk-1     -> line-closed
            07:00:09.999 kiosk sees unmet                   -> 1
            07:00:10 kiosk takes ho-tich on kiosk-1         -> line-closed
            07:00:10 kiosk sees unmet                       -> 2
            07:00:10 kiosk takes ho-tich on kiosk-2         -> line-closed
            07:00:10 kiosk takes chung-thuc on kiosk-1      -> line-full
            07:00:10 kiosk sees unmet                       -> 4
            07:00:11 kiosk takes ho-so on kiosk-1           -> unknown-line
            07:00:11 kiosk takes number on kiosk-1          -> invalid line
            07:00:11 kiosk takes dat-dai as vip on kiosk-1  -> invalid priority
            07:00:11 kiosk sees unmet                       -> 4
            """)
    }
}
