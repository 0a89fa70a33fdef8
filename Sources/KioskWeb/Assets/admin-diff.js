// The lines in which two texts differ.

/** More lines than this between the first and last difference are not compared one by one. */
const middleMax = 1500;

/** Answers rows `[sign, words]` with sign " ", "+" or "-"; null for what is too long to compare. */
export function difference(before, after) {
    const [a, b] = [before.split("\n"), after.split("\n")];
    let head = 0;
    while (head < a.length && head < b.length && a[head] === b[head]) head += 1;
    let [aEnd, bEnd] = [a.length, b.length];
    while (aEnd > head && bEnd > head && a[aEnd - 1] === b[bEnd - 1]) {
        aEnd -= 1;
        bEnd -= 1;
    }
    const [x, y] = [a.slice(head, aEnd), b.slice(head, bEnd)];
    if (x.length > middleMax || y.length > middleMax) return null;
    const common = Array.from({ length: x.length + 1 }, () => new Uint16Array(y.length + 1));
    for (let i = x.length - 1; i >= 0; i -= 1) {
        for (let j = y.length - 1; j >= 0; j -= 1) {
            common[i][j] = x[i] === y[j]
                ? common[i + 1][j + 1] + 1 : Math.max(common[i + 1][j], common[i][j + 1]);
        }
    }
    const rows = a.slice(Math.max(0, head - 2), head).map((line) => [" ", line]);
    let [i, j] = [0, 0];
    while (i < x.length || j < y.length) {
        if (i < x.length && j < y.length && x[i] === y[j]) {
            rows.push([" ", x[i]]);
            i += 1;
            j += 1;
        } else if (i < x.length && (j === y.length || common[i + 1][j] >= common[i][j + 1])) {
            rows.push(["-", x[i]]);
            i += 1;
        } else {
            rows.push(["+", y[j]]);
            j += 1;
        }
    }
    if (x.length + y.length === 0) return [];
    return rows.concat(a.slice(aEnd, aEnd + 2).map((line) => [" ", line]));
}
