"""Official files as they are published, in small: the same shape, with numbers of our own."""

import io

import openpyxl

STATUSES = ["総数", "技術", "特定技能合計", "技能実習合計", "技能実習１号イ", "技能実習１号ロ"]


def estat(*rows: tuple, statuses=STATUSES, number="01", more=()) -> bytes:
    """A download of e-Stat: preamble, two rows of codes, labels, quoted cells, CRLF."""
    blank = [""] * 9
    columns = [
        "表章項目 コード",
        "表章項目 補助コード",
        "表章項目",
        "集計時点（半期毎） コード",
        "集計時点（半期毎） 補助コード",
    ]
    labels = [
        *columns,
        "集計時点（半期毎）",
        "国籍・地域 コード",
        "国籍・地域 補助コード",
        "国籍・地域",
        *more,
        "/在留資格",
        *statuses,
    ]
    lines = [
        ["統計名：", "在留外国人統計（旧登録外国人統計） 在留外国人統計"],
        ["表番号：", number],
        ["表題：", "国籍・地域別　在留資格別　在留外国人"],
        ["実施年月：", "-", "-"],
        [],
        ["***", "数字が得られないもの"],
        ["-", "数字が得られないもの"],
        [],
        [*blank, "/在留資格 コード", *(str(1010 + 10 * place) for place in range(len(statuses)))],
        [*blank, "/在留資格 補助コード", *("-" for _status in statuses)],
        labels,
        *(
            ["01", "", "人数【人】", "2025000606", "", day, "1290", "", nation, "", *cells]
            for day, nation, *cells in rows
        ),
    ]
    text = "".join(",".join(f'"{cell}"' for cell in line) + "\r\n" for line in lines)
    return text.encode()


def workbook(table2=None, table5=None, era="令和７年６月末", era5=None, second_sheet="第５表 ") -> bytes:
    """The half-yearly workbook: tables under figures, labels in one or two rows with breaks in them, notes below."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "第２図、第３図、第２表 "
    sheet["A1"] = "【第２図】　国籍・地域別　在留外国人の構成比"
    rows = table2 or [
        [None, "国籍・地域", "総数", "中長期在留者", None, None, None, "特別永住者"],
        [None, None, None, None, "技術", "技能\n実習", "その他", None],
        [None, "総数", 1000, 990, 500, 300, 190, 10],
        [None, "中国", 800, 795, 400, 295, 100, 5],
        [None, "パキスタン", 100, 100, 65, 30, 5, 0],
        [None, "ベトナム", 50, 50, 25, 5, 20, "-"],
        [None, "（注１）「技能実習」は合算です。", None, None, None, None, None, None],
    ]
    sheet["A5"] = f"【第２表】　国籍・地域別　在留資格別　在留外国人数（{era}）"
    for line, row in enumerate(rows, 6):
        for column, cell in enumerate(row, 1):
            sheet.cell(line, column, cell)
    sheet = book.create_sheet(second_sheet)
    sheet["A1"] = f"【第５表】　都道府県別　国籍・地域別　在留外国人数（{era5 or era}）"
    rows = table5 or [
        [None, "都道府県", "総数", "ベトナム", "パキスタン"],
        [None, "総数", 1000, 50, 100],
        [None, "北海道", 600, 30, 60],
        [None, "青森県", 390, 20, 38],
        [None, "未定・不詳", 10, 0, 2],
    ]
    for line, row in enumerate(rows, 2):
        for column, cell in enumerate(row, 1):
            sheet.cell(line, column, cell)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()
