"""Small exchange workbooks for tests: sheets as lists of dicts."""

import datetime

from openpyxl import Workbook

D = datetime.date

UNITS = [
    {"Mã đơn vị": "SYT", "Tên đơn vị": "Sở Y tế Hà Nội", "Tên viết tắt": "SYT", "Loại đơn vị": "Sở Y tế"},
    {
        "Mã đơn vị": "TIM",
        "Tên đơn vị": "Bệnh viện Tim Hà Nội",
        "Tên viết tắt": "BV Tim",
        "Loại đơn vị": "Bệnh viện chuyên khoa",
    },
    {
        "Mã đơn vị": "CUBA",
        "Tên đơn vị": "Bệnh viện Hữu nghị Việt Nam - Cuba",
        "Loại đơn vị": "Bệnh viện đa khoa",
        "Tên cũ": "Bệnh viện Việt Nam - Cu Ba (đến 31/12/2020)",
    },
]
PARTNERS = [
    {
        "Tên đối tác": "Cơ quan Quản lý các bệnh viện công Paris",
        "Tên gốc": "Assistance Publique - Hôpitaux de Paris",
        "Tên gọi khác": "AP-HP",
        "Quốc gia/vùng lãnh thổ": "Pháp",
        "Loại đối tác": "Cơ quan chính phủ, cơ quan phát triển",
    }
]


def trip(**changes) -> dict:
    return {
        "Mã hồ sơ": "DR-2024-0001",
        "Tên đoàn": "Đoàn dự hội nghị",
        "Đơn vị chủ trì": "TIM",
        "Loại đoàn": "Công tác",
        "Mục đích": "Tham dự hội nghị, hội thảo khoa học",
        "Nước đến": "Pháp",
        "Cơ quan mời": "AP-HP",
        "Ngày đi": D(2024, 3, 1),
        "Ngày về": D(2024, 3, 5),
        "Số quyết định": "1/QĐ-UBND",
        "Ngày quyết định": D(2024, 2, 1),
        "Trạng thái": "Được cho phép",
    } | changes


def member(**changes) -> dict:
    return {
        "Mã hồ sơ": "DR-2024-0001",
        "Họ và tên": "Nguyễn Văn A",
        "Ngày sinh": D(1980, 5, 1),
        "Đơn vị công tác": "TIM",
        "Vai trò": "Trưởng đoàn",
        "Tham gia": "Đi",
    } | changes


def visit(**changes) -> dict:
    return {
        "Mã hồ sơ": "DV-2024-0001",
        "Tên đoàn": "Đoàn chuyên gia",
        "Nước cử đoàn": "Pháp",
        "Đơn vị đón tiếp": "TIM",
        "Ngày đến": D(2024, 3, 1),
        "Ngày rời": D(2024, 3, 2),
        "Số khách": 3,
        "Số văn bản cho phép": "2/SYT-VP",
        "Ngày văn bản cho phép": D(2024, 2, 20),
        "Trạng thái": "Được cho phép",
    } | changes


def aid(**changes) -> dict:
    return {
        "Mã hồ sơ": "VT-2024-0001",
        "Tên khoản viện trợ": "Phi dự án trang thiết bị",
        "Loại": "Phi dự án",
        "Bên cung cấp viện trợ": "AP-HP",
        "Chủ khoản viện trợ": "TIM",
        "Tổng giá trị": 1000000,
        "Loại tiền": "JPY",
        "Tỷ giá USD": 0.0068,
        "Từ ngày": D(2024, 1, 1),
        "Đến ngày": D(2024, 12, 31),
        "Số quyết định": "5/QĐ-UBND",
        "Ngày quyết định": D(2023, 12, 20),
        "Trạng thái": "Đã phê duyệt",
    } | changes


def base(**sheets) -> dict:
    """A sound workbook of one trip; `sheets` replaces or adds sheets (underscores for spaces)."""
    return {
        "Đơn vị": UNITS,
        "Đối tác": PARTNERS,
        "Đoàn ra": [trip()],
        "Thành viên đoàn ra": [member()],
    } | sheets


def write(path, sheets: dict[str, list[dict]]):
    """Write the sheets; the headings are the keys met, in order."""
    book = Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        page = book.create_sheet(title)
        headings = list(dict.fromkeys(key for row in rows for key in row))
        page.append(headings)
        for row in rows:
            page.append([row.get(heading) for heading in headings])
    book.save(path)
    return path


def reasons(load) -> list[tuple]:
    """Where each fault of a load is, and what stands there."""
    return [(error.sheet, error.row, error.column, error.value) for error in load.errors]
