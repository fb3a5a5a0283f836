"""How the sample service looks: a public service portal of some years ago.

It is somebody else's product and must not be mistaken for the laboratory, so it does not use the laboratory's theme;
all its colours and sizes stand here.
"""

STYLE = """
* { font-family: "Liberation Sans", "Arial", "DejaVu Sans"; font-size: 21px; color: #1f2a37; }
QWidget#portal, QWidget#page, QScrollArea, QScrollArea > QWidget > QWidget { background: #eef1f4; }
QFrame#band { background: #23406e; }
QFrame#band QLabel { color: #ffffff; background: transparent; }
QLabel#crest { font-family: "Liberation Serif", "Times New Roman", "DejaVu Serif"; font-size: 30px; color: #e9d9a6; }
QLabel#state { font-family: "Liberation Serif", "Times New Roman", "DejaVu Serif"; font-size: 25px; }
QLabel#ministry, QLabel#account { font-size: 18px; }
QFrame#bar { background: #d5dce6; border-bottom: 1px solid #a9b5c6; }
QLabel#crumbs { font-size: 18px; color: #3d4d63; }
QLabel#heading { font-family: "Liberation Serif", "Times New Roman", "DejaVu Serif"; font-size: 31px; color: #23406e; }
QLabel#small, QLabel#footer { font-size: 18px; color: #4c5a6b; }
QFrame#sheet { background: #ffffff; border: 1px solid #b9c3d0; }
QLabel#fault { background: #fbe9e7; border: 1px solid #b3261e; color: #8c1d18; padding: 10px; }
QLabel#stamp { border: 3px double #8c1d18; color: #8c1d18; padding: 6px 18px; font-size: 25px; }
QPushButton#entry { border: none; background: transparent; color: #1a4fa0; text-align: left; padding: 7px 4px;
  text-decoration: underline; font-size: 23px; }
QPushButton#entry:hover { background: #e6eefb; color: #0c3577; }
QPushButton#entry:focus { outline: none; border: 2px solid #c77700; padding: 5px 2px; }
QPushButton#step, QPushButton#choose { padding: 9px 26px; min-height: 26px; color: #1f2a37;
  background: qlineargradient(x1:0,y1:0,x2:0,y2:1, stop:0 #fdfdfd, stop:1 #d3dae3); border: 1px solid #8593a6;
  border-radius: 3px; }
QPushButton#step:hover, QPushButton#choose:hover { border-color: #23406e; }
QPushButton#step:pressed, QPushButton#choose:pressed { background: #c2ccd8; }
QPushButton#step:focus, QPushButton#choose:focus { border: 2px solid #c77700; padding: 8px 25px; }
QPushButton#step[forward="true"] { color: #ffffff; border-color: #18305a;
  background: qlineargradient(x1:0,y1:0,x2:0,y2:1, stop:0 #4a75b8, stop:1 #23406e); }
QPushButton#step[forward="true"]:pressed { background: #18305a; }
QLineEdit { background: #ffffff; border: 1px solid #7c8a9c; padding: 7px 9px; min-height: 26px; font-size: 21px;
  selection-background-color: #23406e; selection-color: #ffffff; }
QLineEdit:focus { border: 2px solid #c77700; padding: 6px 8px; }
QListWidget { background: #ffffff; border: 1px solid #7c8a9c; }
QListWidget::item { padding: 8px; }
QListWidget::item:selected { background: #23406e; color: #ffffff; }
QListWidget:focus { border: 2px solid #c77700; }
"""

COLUMN_PX = 1040
"""Width of the column of text, px: the portal was drawn for narrow screens and never grew."""
