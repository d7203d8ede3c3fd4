"""Makes reportlab.pdf: pip install reportlab, then python3 reportlab.py (run it from another folder than its own name's package)."""
import os
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.platypus import BaseDocTemplate, Frame, FrameBreak, NextPageTemplate, PageTemplate, Paragraph

pdfmetrics.registerFont(UnicodeCIDFont('STSong-Light'))
body = ParagraphStyle('body', fontName='STSong-Light', fontSize=10, leading=15, firstLineIndent=20, wordWrap='CJK')
title = ParagraphStyle('title', fontName='STSong-Light', fontSize=18, leading=26, alignment=1)


def edges(canvas, document):
    canvas.setFont('STSong-Light', 8)
    canvas.drawString(50, 815, '安徽日报  2021年1月13日')
    canvas.drawCentredString(297, 25, '— %d —' % document.page)


top, left, right = Frame(40, 740, 515, 50), Frame(40, 50, 250, 690), Frame(305, 50, 250, 690)
full_left, full_right = Frame(40, 50, 250, 740), Frame(305, 50, 250, 740)
document = BaseDocTemplate(os.path.join(os.path.dirname(os.path.abspath(__file__)), 'reportlab.pdf'), invariant=1)
document.addPageTemplates([
    PageTemplate('first', [top, left, right], onPage=edges),
    PageTemplate('later', [full_left, full_right], onPage=edges),
])
story = [NextPageTemplate('later'), Paragraph('安徽省政府工作报告', title), FrameBreak()]
for n in range(1, 41):
    text = '第%d项任务。全省生产总值增长%d.5%%左右，新开工项目%d个，城镇新增就业%d万人，' % (n, n % 9, n * 39, n + 10)
    parts = ['第%d条街、第%d个村和第%d家企业得到支持，' % (n * 7 + i, n * 11 + i, n * 13 + i) for i in range(5)]
    story.append(Paragraph(text + ''.join(parts) + '社会大局和谐稳定。', body))
document.build(story)
