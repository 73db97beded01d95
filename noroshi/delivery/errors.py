"""What is refused about channels, certificates and calls, in the reader's words."""

from noroshi.vocabulary.errors import Refusal


class CertificateUnreadable(Refusal):
    code, status = "certificate_unreadable", 422
    ja = "証明書として読み取れません。S/MIMEの証明書（PEM又はDER）か、OpenPGPの公開鍵を選んでください。"
    en = "This cannot be read as a certificate. Choose an S/MIME certificate (PEM or DER) or an OpenPGP public key."


class CertificateIsPrivate(Refusal):
    code, status = "certificate_is_private", 422
    ja = "秘密鍵が含まれています。保存していません。公開鍵だけを書き出して選び直し、この秘密鍵は作り直すことをお勧めします。"
    en = "This file holds a private key. It was not kept. Export the public part alone, and consider making a new key."


class CertificateExpired(Refusal):
    code, status = "certificate_expired", 422
    ja = "有効期限が切れているか、失効しています。新しい証明書を登録してください。"
    en = "This certificate has expired or was revoked. Add a new one."


class CertificateForOthers(Refusal):
    code, status = "certificate_for_others", 422
    ja = "証明書のメールアドレスが、選んだ宛先と一致しません。"
    en = "The certificate is for other addresses than the one that was chosen."


class CertificateNotForMail(Refusal):
    code, status = "certificate_not_for_mail", 422
    ja = (
        "この証明書ではメールを暗号化できません。RSA 2048ビット以上又は楕円曲線（P-256、P-384、P-521）で、"
        "暗号化に使える証明書を登録してください。"
    )
    en = (
        "Mail cannot be encrypted with this certificate. It needs RSA with at least 2048 bits or a curve "
        "(P-256, P-384, P-521), and leave to encrypt."
    )


class AddressNotHere(Refusal):
    code, status = "address_not_here", 422
    ja = "この窓口の宛先ではありません。"
    en = "This is no address of this desk."


class WebhookNotAllowed(Refusal):
    code, status = "webhook_not_allowed", 422
    ja = "このWebhookの宛先には送れません。httpsで始まる、外部から届く宛先を入力してください。"
    en = "Notices cannot be sent to this address. Enter one that begins with https and can be reached from outside."


class NoMailServer(Refusal):
    code, status = "no_mail_server", 409
    ja = "送信メールサーバが設定されていません。システム管理者に設定（NOROSHI_MAIL）を依頼してください。"
    en = "No outgoing mail server is set up. Ask the platform administrator to set NOROSHI_MAIL."


class NothingToTest(Refusal):
    code, status = "nothing_to_test", 409
    ja = "メールもWebhookも使う設定になっていません。先に設定を保存してください。"
    en = "Neither mail nor a webhook is switched on. Save a setting first."


class AlreadyCalling(Refusal):
    code, status = "already_calling", 409
    ja = "電話連絡はすでに始まっています。"
    en = "Ringing has already begun."


class NobodySilent(Refusal):
    code, status = "nobody_silent", 409
    ja = "返事のない相手はいません。"
    en = "Nobody is silent: everybody whom your desk passed it to has answered."


class CallOver(Refusal):
    code, status = "call_over", 409
    ja = "電話連絡は終わっています。"
    en = "Ringing has ended."


class RemindedJustNow(Refusal):
    code, status = "reminded_just_now", 409
    ja = "少し前に催促しています。10分ほど待ってから、もう一度お試しください。"
    en = "They were reminded a moment ago. Wait ten minutes before you remind them again."


class WarningsNeedReason(Refusal):
    code, status = "warnings_need_reason", 409
    ja = "警報も知らせないようにできるのは、窓口全体について理由を書いたときだけです。ご自分への警報は止められません。"
    en = "Warnings are held back only for the whole desk, and only with a reason. Nobody holds back their own."


class MuteOver(Refusal):
    code, status = "mute_over", 422
    ja = "解除の日時は、これから先の日時にしてください。"
    en = "Choose a time to come at which the mute ends."
