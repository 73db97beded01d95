"""What a key may be used for. A key never widens its membership, it only narrows it."""

from noroshi.vocabulary import Word


class Scope(Word):
    """The closed list; every route of the API names one."""

    DIRECTORY_READ = "directory:read", "名簿を見る", "read the directory"
    DIRECTORY_WRITE = "directory:write", "名簿を変える", "change the directory"
    ACCESS_WRITE = "access:write", "招待・鍵・再設定を扱う", "invite people, issue keys, reset sign-ins"
    EDITIONS_READ = "editions:read", "情報を読む", "read information"
    EDITIONS_WRITE = "editions:write", "情報を書く・渡す", "write and pass on information"
    INTEL_READ = "intel:read", "脅威情報を読む", "read shared intelligence"
    INTEL_WRITE = "intel:write", "脅威情報を送る・取り下げる", "send and withdraw shared intelligence"
    LEDGER_READ = "ledger:read", "記録を見る", "read the record"
    PLATFORM_WRITE = "platform:write", "組織を設ける", "found organizations"
