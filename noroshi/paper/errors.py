"""Why a form that came in could not be read, in the sender's words: for the whole file, or beside one cell or line of it."""

from noroshi.vocabulary.errors import Refusal


class NotAForm(Refusal):
    code, status = "not_a_form", 422
    ja = "情報連絡様式や情報提供様式として読み取れません。見出しのある様式のファイルか確かめてください。"
    en = "This cannot be read as one of the forms. Check that it is a form with its headings."


class FileNotReadable(Refusal):
    code, status = "file_not_readable", 422
    ja = "ファイルが壊れているか、表計算ファイル（xlsx）ではないため、読み取れません。xlsx 形式で保存し直してください。"
    en = "This file is damaged or no spreadsheet of the kind xlsx. Save it as xlsx and try again."


class FileLocked(Refusal):
    code, status = "file_locked", 422
    ja = "パスワードで保護されているか、古い形式（xls）のため、読み取れません。保護を外し、xlsx 形式で保存し直してください。"
    en = "This file is protected by a password or of the old kind xls. Remove the protection and save it as xlsx."


class FileSwells(Refusal):
    code, status = "file_swells", 422
    ja = "開くと異常に大きくなるファイルのため、読み取りません。様式だけを新しいファイルに写してください。"
    en = "This file grows far too large when opened and is not read. Copy only the form into a new file."


class EntitiesInside(Refusal):
    code, status = "entities_inside", 422
    ja = "ファイルの中に使えない宣言（DTD）があるため、読み取りません。表計算ソフトで保存し直してください。"
    en = "This file holds declarations (DTD) that a form never needs and is not read. Save it anew with a spreadsheet program."


class MacrosInside(Refusal):
    code, status = "macros_inside", 422
    ja = "マクロや埋め込みの部品があるため、読み取りません。マクロのない xlsx 形式で保存し直してください。"
    en = "This file holds macros or embedded objects and is not read. Save it as xlsx without macros."


class LinksOutside(Refusal):
    code, status = "links_outside", 422
    ja = "ほかのファイルへのリンクがあるため、読み取りません。リンクを値に変えて保存し直してください。"
    en = "This file links to other files and is not read. Turn the links into values and save it again."


class CellsTooMany(Refusal):
    code, status = "cells_too_many", 422
    ja = "セルが多すぎます。様式だけを新しいファイルに写してください。"
    en = "There are too many cells. Copy only the form into a new file."


class FormulaInside(Refusal):
    code, status = "formula_inside", 422
    ja = "数式は読み取りません。値に直してください。"
    en = "Formulas are not read. Write the value instead."


class CellInError(Refusal):
    code, status = "cell_in_error", 422
    ja = "表計算ソフトのエラー値です。値に直してください。"
    en = "This is an error value of the spreadsheet. Write the value instead."


class WordNotListed(Refusal):
    code, status = "word_not_listed", 422
    ja = "「{given}」は選べる語ではありません。選べるのは {listed} です。"
    en = "“{given}” is not one of the listed words: {listed}."


class SeveralTicked(Refusal):
    code, status = "several_ticked", 422
    ja = "一つだけ選ぶ項目に、二つ以上の印があります（{given}）。一つにしてください。"
    en = "Only one may be chosen here, and several are ticked ({given}). Leave one."


class SaidTwice(Refusal):
    code, status = "said_twice", 422
    ja = "同じ項目が二か所にあり、内容が違います。ここは取り込んでいません: 「{given}」"
    en = "This item stands in two places that say different things. Not taken over from here: “{given}”"


class NotTakenOver(Refusal):
    code, status = "not_taken_over", 422
    ja = "どの項目の内容か分からないため、取り込んでいません: 「{given}」"
    en = "It is not clear to which item this belongs. Not taken over: “{given}”"


class EnclosedUnreadable(Refusal):
    code, status = "enclosed_unreadable", 422
    ja = "様式に入れたファイル「{given}」が壊れています。取り込んだ後の下書きに、元のファイルを付けてください。"
    en = "The file “{given}” inside the form is damaged. Add the original to the draft after reading the form in."


class EnclosedTooLarge(Refusal):
    code, status = "enclosed_too_large", 413
    ja = "様式に入れられるのは {most}件、1件 {one} MB、合わせて {all} MB までです。「{given}」は取り込んだ後の下書きに付けてください。"
    en = "A form holds at most {most} files of {one} MB each, {all} MB together. Add “{given}” to the draft after reading the form in."


class DrawingsNotRead(Refusal):
    code, status = "drawings_not_read", 422
    ja = "図形やテキストボックス、画像は読み取りません。印や文字はセルに入力してください。"
    en = "Drawings, text boxes and pictures are not read. Put marks and words into cells."


class SheetNotRead(Refusal):
    code, status = "sheet_not_read", 422
    ja = "このシートは様式ではないため、読み取っていません。必要なら別紙として付けてください。"
    en = "This sheet is not the form and was not read. Attach it if it is needed."


class TextTooLarge(Refusal):
    code, status = "paper_text_too_large", 413
    ja = "文章が長すぎるため、様式として読み取りません。"
    en = "This text is too long to be read as a form."
