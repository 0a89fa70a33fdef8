/// How a dossier is handed in.
package enum FilingChannel: String, Hashable, Sendable, Codable, CodingKeyRepresentable,
    CaseIterable
{
    case direct, online, postal

    /// The number of the national list: 1 direct, 2 online, 3 public postal service.
    package var nationalCode: Int {
        switch self {
        case .direct: 1
        case .online: 2
        case .postal: 3
        }
    }

    /// In the middle of a Vietnamese sentence.
    package var vietnamese: String {
        switch self {
        case .direct: "trực tiếp"
        case .online: "trực tuyến"
        case .postal: "qua dịch vụ bưu chính công ích"
        }
    }

    /// In the middle of an English sentence.
    package var english: String {
        switch self {
        case .direct: "at the counter"
        case .online: "online"
        case .postal: "by post"
        }
    }
}
