"""What can go wrong with files, in the user's words."""

from noroshi.vocabulary.errors import Refusal


class FileTooLarge(Refusal):
    code, status = "file_too_large", 413
    ja = "ファイルが大きすぎます。一つのファイルは {most} MB までです。"
    en = "This file is too large. One file may have at most {most} MB."


class FilesTooLarge(Refusal):
    code, status = "files_too_large", 413
    ja = "ファイルの合計が大きすぎます。一つの下書きに付けられるのは合わせて {most} MB までです。"
    en = "These files are too large together. One draft may carry at most {most} MB."


class FilesTooMany(Refusal):
    code, status = "files_too_many", 422
    ja = "ファイルが多すぎます。一つの下書きに付けられるのは {most} 個までです。"
    en = "There are too many files. One draft may carry at most {most}."


class FileEmpty(Refusal):
    code, status = "file_empty", 422
    ja = "ファイルが空です。"
    en = "This file is empty."


class FileNameUnfit(Refusal):
    code, status = "file_name_unfit", 422
    ja = "ファイル名に使えない名前です。"
    en = "This cannot be the name of a file."


class FileFieldUnknown(Refusal):
    code, status = "file_field_unknown", 422
    ja = "ファイルを付けられるのは別紙と検体だけです。"
    en = "Files belong to the attachments or to the specimens."


class FileBound(Refusal):
    code, status = "file_bound", 409
    ja = "このファイルはもう送られています。送ったものは変えられません。続報で差し替えてください。"
    en = "This file was sent already. What was sent never changes; send another with a follow-up."


class FileGone(Refusal):
    code, status = "file_gone", 409
    ja = "このファイルは外されてから日がたち、消去されています。もう一度付けてください。"
    en = "This file was taken out a while ago and has been erased. Add it again."


class FilesDiffer(Refusal):
    code, status = "files_differ", 409
    ja = "付けたファイルと、様式に書かれたファイルの一覧が合いません。読み直してから、もう一度送ってください。"
    en = "The files of this draft are not those that its form names. Read it again, then send."


class FileDamaged(Refusal):
    code, status = "file_damaged", 409
    ja = "保管されているファイルが壊れているため、渡せません。システムの管理者に知らせてください。"
    en = "The stored file is damaged and cannot be handed out. Tell the administrator of the system."


class VaultKeyMissing(Refusal):
    code, status = "vault_key_missing", 409
    ja = "このファイルの鍵がこのサーバーにないため、開けません。システムの管理者に知らせてください。"
    en = "The key of this file is not on this server, so it cannot be opened. Tell the administrator of the system."


class FileInfected(Refusal):
    code, status = "file_infected", 422
    ja = "ウイルス検査で「{signature}」が見つかったため、別紙としては受け付けません。調べてもらうためのものなら、検体として付けてください。"
    en = "The malware scan found “{signature}”, so this is not taken as an attachment. If it is to be analyzed, add it as a specimen."


class NotLookedInto(Refusal):
    """Kept all the same; told to whoever sent it, because nobody else can mend it."""

    code, status = "not_looked_into", 422
    ja = "受け付けましたが、中を確かめられません。パスワードのないzipにまとめ直すか、中のファイルをそのまま付けて送り直してください。"
    en = (
        "It was taken, but nobody could look into it. Pack it as zip without a password, or send the files as they are."
    )


class SpecimenNotAgreed(Refusal):
    code, status = "specimen_not_agreed", 403
    ja = "この席は検体の取扱いに合意していないため、検体そのものは受け取れません。名前・大きさ・ハッシュ値は読めます。"
    en = "This desk has no agreement to handle specimens, so the specimen itself is not given to it. Name, size and hash may be read."
