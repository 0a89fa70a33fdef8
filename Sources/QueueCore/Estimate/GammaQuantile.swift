/// Quantiles of a gamma distribution by Wilson and Hilferty's cube.
///
/// Only + − × ÷ and the square root, which every machine rounds alike: two that replay one journal
/// must tell the same. For shapes from 1 up it is within 2 % of the mean.
enum GammaQuantile {
    /// The quantile that the standard normal has at `z`, for a mean and a shape above 0.
    static func value(mean: Double, shape: Double, z: Double) -> Double {
        let root = 1 - 1 / (9 * shape) + z / (3 * shape.squareRoot())
        return root > 0 ? mean * root * root * root : 0
    }
}
