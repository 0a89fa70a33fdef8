/// The ten longest names among the published procedures of communes: data.
enum LongestNames {
    /// By their codes, the longest first.
    static let all: [(code: String, name: String)] = [
        (
            "1.115562",
            """
            Đăng ký biến động đối với trường hợp thay đổi quyền sử dụng đất, quyền sở \
            hữu tài sản gắn liền với đất theo thỏa thuận của các thành viên hộ gia đình \
            hoặc của vợ và chồng; quyền sử dụng đất xây dựng công trình trên mặt đất \
            phục vụ cho việc vận hành, khai thác sử dụng công trình ngầm, quyền sở hữu \
            công trình ngầm; bán tài sản, điều chuyển, chuyển nhượng quyền sử dụng đất \
            là tài sản công theo quy định của pháp luật về quản lý, sử dụng tài sản \
            công; nhận quyền sử dụng đất, quyền sở hữu tài sản gắn liền với đất theo kết \
            quả giải quyết tranh chấp, khiếu nại, tố cáo về đất đai hoặc bản án, quyết \
            định của Tòa án, quyết định thi hành án của cơ quan thi hành án đã được thi \
            hành; quyết định hoặc phán quyết của Trọng tài thương mại Việt Nam về giải \
            quyết tranh chấp giữa các bên phát sinh từ hoạt động thương mại liên quan \
            đến đất đai; nhận quyền sử dụng đất, quyền sở hữu tài sản gắn liền với đất \
            do xử lý tài sản thế chấp là quyền sử dụng đất, tài sản gắn liền với đất đã \
            được đăng ký, bao gồm cả xử lý khoản nợ có nguồn gốc từ khoản nợ xấu của tổ \
            chức tín dụng, chi nhánh ngân hàng nước ngoài
            """
        ),
        (
            "1.115684",
            """
            Giao đất ở có thu tiền sử dụng đất không thông qua đấu giá, không \
            đấu thầu lựa chọn nhà đầu tư thực hiện dự án có sử dụng đất đối \
            với cá nhân là cán bộ, công chức, viên chức, sĩ quan tại ngũ, quân \
            nhân chuyên nghiệp, công chức quốc phòng, công nhân và viên chức quốc \
            phòng, sĩ quan, hạ sĩ quan, công nhân công an, người làm công tác cơ \
            yếu và người làm công tác khác trong tổ chức cơ yếu hưởng lương \
            từ ngân sách nhà nước mà chưa được giao đất ở, nhà ở; giáo viên, \
            nhân viên y tế đang công tác tại các xã biên giới thuộc vùng có điều \
            kiện kinh tế - xã hội khó khăn, vùng có điều kiện kinh tế - xã hội \
            đặc biệt khó khăn nhưng chưa có đất ở, nhà ở tại nơi công tác \
            hoặc chưa được hưởng chính sách hỗ trợ về nhà ở theo quy định \
            của pháp luật về nhà ở; cá nhân thường trú tại xã mà không có đất ở \
            và chưa được Nhà nước giao đất ở hoặc chưa được hưởng chính \
            sách hỗ trợ về nhà ở theo quy định của pháp luật về nhà ở
            """
        ),
        (
            "1.115763",
            """
            Giao đất ở có thu tiền sử dụng đất không thông qua đấu giá, không đấu thầu \
            lựa chọn nhà đầu tư thực hiện dự án có sử dụng đất đối với cá nhân là cán \
            bộ, công chức, viên chức, sĩ quan tại ngũ, quân nhân chuyên nghiệp, công \
            chức quốc phòng, công nhân và viên chức quốc phòng, sĩ quan, hạ sĩ quan, \
            công nhân công an, người làm công tác cơ yếu và người làm công tác khác \
            trong tổ chức cơ yếu hưởng lương từ ngân sách nhà nước mà chưa được giao đất \
            ở, nhà ở; giáo viên, nhân viên y tế đang công tác tại các xã biên giới, hải \
            đảo thuộc vùng có điều kiện kinh tế - xã hội khó khăn, vùng có điều kiện \
            kinh tế - xã hội đặc biệt khó khăn nhưng chưa có đất ở, nhà ở tại nơi công \
            tác hoặc chưa được hưởng chính sách hỗ trợ về nhà ở theo quy định của pháp \
            luật về nhà ở; cá nhân thường trú tại xã mà không có đất ở và chưa được Nhà \
            nước giao đất ở hoặc chưa được hưởng chính sách hỗ trợ về nhà ở theo quy \
            định của pháp luật về nhà ở
            """
        ),
        (
            "1.012470",
            """
            Thủ tục hải quan đối với hàng hóa xuất khẩu, nhập khẩu tại chỗ; Thủ tục mua \
            bán hàng hóa giữa Doanh nghiệp chế xuất với Doanh nghiệp nội địa; Thủ tục \
            mua bán hàng hóa giữa hai doanh nghiệp chế xuất; Thủ tục giao nhận sản phẩm \
            gia công chuyển tiếp; Thủ  tục đối với nguyên liệu, vât tư đã nhập khẩu theo \
            loại hình nhập sản xuất xuất khẩu trước khi ký kết hợp đồng gia công, bên \
            nhận gia công được sử dụng nguyên liệu, vật tư nhập khẩu để cung ứng cho hợp \
            đồng gia công cho thương nhân nước ngoài; Thủ  tục đối với nguyên liệu, vật \
            tư do tổ chức, cá nhân tại Việt Nam cung cấp theo chỉ định của thương nhân \
            nước ngoài để thực hiện hợp đồng gia công cho thương nhân nước ngoài
            """
        ),
        (
            "1.115406",
            """
            Xét hưởng chế độ trợ cấp đối với đối tượng hoặc thân nhân đối tượng thuộc \
            Công an nhân dân tham gia chiến tranh bảo vệ Tổ quốc, làm nhiệm vụ quốc tế ở \
            Căm-pu-chi-a, giúp bạn Lào sau ngày 30/4/1975 đã phục viên, xuất ngũ, thôi \
            việc theo quy định tại Quyết định số 62/2011/QĐ-TTg ngày 09/11/2011 của Thủ \
            tướng Chính phủ (ban hành kèm theo Thông tư số  132/2025/TT-BCA ngày \
            30/12/2025 của Bộ trưởng Bộ Công an quy định chế độ, chính sách đối với các \
            đối tượng thuộc Công an nhân dân tham gia chiến tranh bảo vệ Tổ quốc, làm \
            nhiệm vụ quốc tế ở Căm-pu-chi-a, giúp bạn Lào sau ngày 30/4/1975 đã phục \
            viên, xuất ngũ, thôi việc)
            """
        ),
        (
            "1.008494",
            """
            Đăng ký thuế để cấp mã số thuế nộp thay đối với người nộp thuế là doanh \
            nghiệp, tổ chức, cá nhân khấu trừ nộp thay cho nhà thầu, nhà thầu phụ nước \
            ngoài; tổ chức hợp tác kinh doanh với cá nhân, tổ chức được giao quản lý hợp \
            đồng hợp tác kinh doanh với tổ chức nhưng không thành lập pháp nhân riêng \
            (nếu có nhu cầu cấp mã số thuế riêng cho hợp đồng hợp tác kinh doanh); Ngân \
            hàng thương mại, tổ chức cung ứng dịch vụ trung gian thanh toán hoặc tổ \
            chức, cá nhân được nhà cung cấp ở nước ngoài ủy quyền có trách nhiệm khấu \
            trừ và nộp thuế thay cho nhà cung cấp ở nước ngoài; Tổ chức, cá nhân được cơ \
            quan thuế ủy nhiệm thu
            """
        ),
        (
            "1.012822",
            """
            Thủ tục thực hiện, điều chỉnh, thôi hưởng trợ cấp xã hội hàng tháng cho \
            người cao tuổi từ đủ 75 tuổi đến 80 tuổi mà không có lương hưu, trợ cấp bảo \
            hiểm xã hội hàng tháng, trợ cấp xã hội hàng tháng; Người mắc bệnh ung thư, \
            suy thận mãn chạy thận nhân tạo có giấy chứng nhận của cơ quan y tế có thẩm \
            quyền mà không có lương hưu, tiền lương, trợ cấp bảo hiểm xã hội hàng tháng, \
            trợ cấp xã hội hàng tháng; Người khuyết tật nhẹ là thế hệ thứ ba của người \
            hoạt động kháng chiến bị nhiễm chất độc hóa học
            """
        ),
        (
            "1.115767",
            """
            Giao đất, cho thuê đất, chuyển mục đích sử dụng đất đối với trường hợp giao \
            đất, cho thuê đất không đấu giá quyền sử dụng đất, không đấu thầu lựa chọn \
            nhà đầu tư thực hiện dự án có sử dụng đất; trường hợp giao đất, cho thuê đất \
            thông qua đấu thầu lựa chọn nhà đầu tư thực hiện dự án có sử dụng đất; giao \
            đất và giao rừng; cho thuê đất và cho thuê rừng, gia hạn sử dụng đất khi hết \
            thời hạn sử dụng đất; trường hợp giao đất, cho thuê đất thông qua hình thức \
            đấu giá quyền sử dụng đất (cấp xã)
            """
        ),
        (
            "1.012824",
            """
            Hỗ trợ chi phí mai táng cho người cao tuổi từ đủ 75 tuổi đến 80 tuổi mà \
            không có lương hưu, trợ cấp bảo hiểm xã hội hàng tháng, trợ cấp xã hội hàng \
            tháng; Người mắc bệnh ung thư, suy thận mãn chạy thận nhân tạo có giấy chứng \
            nhận của cơ quan y tế có thẩm quyền mà không có lương hưu, tiền lương, trợ \
            cấp bảo hiểm xã hội hàng tháng, trợ cấp xã hội hàng tháng; Người khuyết tật \
            nhẹ là thế hệ thứ ba của người hoạt động kháng chiến bị nhiễm chất độc hóa \
            học
            """
        ),
        (
            "1.009056",
            """
            Thủ tục hải quan, giám sát hải quan đối với hàng hóa vận chuyển giữa kho \
            chứa hàng miễn thuế với tàu bay để bán hàng miễn thuế trên các chuyến bay \
            quốc tế đi và đến Việt Nam; hàng hóa vận chuyển giữa các kho chứa hàng miễn \
            thuế của một doanh nghiệp kinh doanh hàng miễn thuế với tàu bay để bán hàng \
            trên các chuyến bay quốc tế đi và đến Việt Nam trong trường hợp tàu bay nhập \
            cảnh tại sân bay quốc tế khác với sân bay quốc tế tàu bay xuất cảnh
            """
        ),
    ]
}
