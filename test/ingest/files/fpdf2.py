"""Makes fpdf2.pdf: pip install fpdf2, then python3 fpdf2.py (from another folder); needs Debian's fonts-noto-cjk."""
import os
from datetime import datetime, timezone
from fpdf import FPDF

FONT = '/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc'


class Report(FPDF):
    def footer(self):
        self.set_y(-15)
        self.set_font('noto', size=9)
        self.cell(0, 10, '第 %d 页' % self.page_no(), align='C')


pdf = Report(format='A4')
pdf.set_creation_date(datetime(2026, 1, 1, tzinfo=timezone.utc))
pdf.add_font('noto', fname=FONT, collection_font_number=2)
pdf.add_page()
pdf.set_font('noto', size=18)
pdf.cell(0, 12, '江西省政府工作报告', align='C', new_x='LMARGIN', new_y='NEXT')
pdf.set_font('noto', size=12)
for n in range(1, 31):
    text = '　　第%d项任务。全省生产总值增长%d.5%%左右，新开工项目%d个，城镇新增就业%d万人，' % (n, n % 9, n * 39, n + 10)
    parts = ['第%d条街、第%d个村和第%d家企业得到支持，' % (n * 7 + i, n * 11 + i, n * 13 + i) for i in range(4)]
    pdf.multi_cell(0, 8, text + ''.join(parts) + '社会大局和谐稳定。', align='L', wrapmode='CHAR', new_x='LMARGIN', new_y='NEXT')
pdf.output(os.path.join(os.path.dirname(os.path.abspath(__file__)), 'fpdf2.pdf'))
