import Simulation

// The values, from the formulas that each table names.
extension KnownQueue {
    /// Erlang C; P(W > t) = C exp(-c (1 - ρ) t).
    static let erlangC: [KnownQueue] = [
        .erlangC(1, 0.5, p0: 0.5, wait: 1, p1: 0.303265, p90: 3.2189),
        .erlangC(1, 0.9, p0: 0.9, wait: 9, p1: 0.814354, p90: 21.9722),
        .erlangC(2, 0.5, p0: 0.333333, wait: 0.333333, p1: 0.122626, p90: 1.2040),
        .erlangC(2, 0.8, p0: 0.711111, wait: 1.777778, p1: 0.476672, p90: 4.9041),
        .erlangC(2, 0.9, p0: 0.852632, wait: 4.263158, p1: 0.698076, p90: 10.7158),
        .erlangC(3, 0.7, p0: 0.492344, wait: 0.547049, p1: 0.200172, p90: 1.7711),
        .erlangC(3, 0.9, p0: 0.817061, wait: 2.723537, p1: 0.605294, p90: 7.0018),
        .erlangC(4, 0.75, p0: 0.509434, wait: 0.509434, p1: 0.187410, p90: 1.6281),
        .erlangC(4, 0.9, p0: 0.787753, wait: 1.969383, p1: 0.528047, p90: 5.1600),
        .erlangC(5, 0.8, p0: 0.554113, wait: 0.554113, p1: 0.203847, p90: 1.7122),
        .erlangC(5, 0.9, p0: 0.762493, wait: 1.524986, p1: 0.462476, p90: 4.0628),
        .erlangC(5, 0.95, p0: 0.877799, wait: 3.511196, p1: 0.683631, p90: 8.6890),
        .erlangC(8, 0.85, p0: 0.572569, wait: 0.477141, p1: 0.172454, p90: 1.4541),
        .erlangC(8, 0.95, p0: 0.844169, wait: 2.110422, p1: 0.565863, p90: 5.3330),
        .erlangC(10, 0.8, p0: 0.409180, wait: 0.204590, p1: 0.055377, p90: 0.7045),
        .erlangC(10, 0.9, p0: 0.668732, wait: 0.668732, p1: 0.246013, p90: 1.9002),
        .erlangC(20, 0.9, p0: 0.550769, wait: 0.275385, p1: 0.074538, p90: 0.8531),
        .erlangC(50, 0.95, p0: 0.629095, wait: 0.251638, p1: 0.051639, p90: 0.7356),
        .erlangC(100, 0.98, p0: 0.775101, wait: 0.387550, p1: 0.104898, p90: 1.0239),
    ]

    /// Pollaczek and Khinchine.
    static let general: [KnownQueue] = [0.7, 0.8, 0.9, 0.95].flatMap { load in
        [
            Distribution.constant(mean: 1), .erlang(stages: 2, mean: 1), .exponential(mean: 1),
            .lognormal(mean: 1, cv2: 1.5), .hyperexponential(mean: 1, cv2: 4),
        ].map { .general(load, $0) }
    }

    /// Non-preemptive priorities with one service rate (Cobham; Larson and Odoni 4.9.3), and the
    /// accumulating priorities of Kleinrock at the end where they are strict.
    static let priorities: [KnownQueue] = [
        .priorities(1, 0.8, [0.25, 0.75], [1, 5]),
        .priorities(2, 0.8, [0.2, 0.8], [0.423280, 2.116402]),
        .priorities(3, 0.7, [0.3, 0.7], [0.207740, 0.692467]),
        .priorities(1, 0.9, [0.5, 0.5], [1.636364, 16.363636]),
        .priorities(1, 0.9, [0.2, 0.8], [1.09756, 10.97561]),
        .priorities(1, 0.9, [0.1, 0.3, 0.6], [0.98901, 1.54533, 14.06250]),
        .priorities(2, 0.9, [0.2, 0.8], [0.51990, 5.19897]),
        .priorities(4, 0.9, [0.2, 0.8], [0.24017, 2.40169]),
        .priorities(4, 0.95, [0.1, 0.9], [0.24625, 4.92497]),
        .priorities(5, 0.9, [0.1, 0.3, 0.6], [0.16758, 0.26185, 2.38279]),
        .priorities(8, 0.95, [0.15, 0.85], [0.12306, 2.46113]),
        .priorities(10, 0.9, [0.2, 0.8], [0.08155, 0.81553]),
    ]

    /// Without a head start all wait alike: Erlang C whatever the shares.
    static let withoutPriorities: [KnownQueue] = [
        (1, 0.9, [0.5, 0.5], 9.0), (1, 0.8, [0.25, 0.75], 4.0), (4, 0.9, [0.2, 0.8], 1.969383),
        (8, 0.95, [0.15, 0.85], 2.110422),
    ].map { clerks, load, shares, wait in
        KnownQueue(
            description: "no priorities \(shares), M/M/\(clerks) at \(load)",
            model: withHeadStarts(clerks, load, shares, of: 0),
            values: shares.indices.map { Value(what: .wait, stream: $0, exact: wait) })
    }

    /// First come, first served, the longest idle first (Visschers, Adan, Weiss 2012; Adan, Weiss
    /// 2014): exact by their product form.
    static let skills: [KnownQueue] = [
        .skills([[0], [0, 1]], rates: [1, 0.6], [1.69697, 3.39394]),
        .skills([[0, 1], [1, 2]], rates: [0.5, 0.6, 0.5], [2.61538, 1.69231, 2.61538]),
        .skills([[0], [0, 1], [1, 2]], rates: [1, 0.8, 0.6], [1.10978, 1.81162, 3.37249]),
        .skills(
            [[0], [0, 1], [1, 2], [0, 1, 2]], rates: [1.4, 1.2, 0.8],
            [1.17473, 1.46174, 1.77433]),
        .skills(
            [[0], [0, 1], [1, 2], [0, 1, 2]], rates: [1.4, 1.2, 0.8], speeds: [1, 0.8, 1.2, 1],
            [1.23666, 1.44942, 1.65477]),
    ]

    /// Erlang A.
    static let erlangA: [KnownQueue] = [
        .erlangA(1, 1, 1, p0: 0.632121, left: 0.367879, wait: 0.367879),
        .erlangA(2, 2, 0.5, p0: 0.659077, left: 0.227282, wait: 0.454563),
        .erlangA(4, 3.6, 0.25, p0: 0.601734, left: 0.097381, wait: 0.389525),
        .erlangA(4, 4, 0.5, p0: 0.638507, left: 0.162926, wait: 0.325852),
        .erlangA(5, 5, 0.2, p0: 0.725111, left: 0.109500, wait: 0.547501),
        .erlangA(10, 9, 0.1, p0: 0.577987, left: 0.030437, wait: 0.304368),
        .erlangA(10, 11, 0.1, p0: 0.922075, left: 0.108661, wait: 1.086608),
        .erlangA(20, 20, 0.5, p0: 0.609930, left: 0.073687, wait: 0.147375),
        .erlangA(50, 48, 1, p0: 0.405404, left: 0.039418, wait: 0.039418),
        .erlangA(100, 100, 1, p0: 0.513299, left: 0.039861, wait: 0.039861),
    ]

    static let all = erlangC + general + priorities + withoutPriorities + skills + erlangA
}
