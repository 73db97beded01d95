"""Characters that are written one for another: old and new forms of kanji, and letters that only look alike."""

from typing import Final

OLD: Final = (
    "髙﨑嵜碕邊邉齋齊斎澤廣國嶋嶌龍冨眞德惠榮條學鐵鉃濱濵櫻瀧藏會發變團圓壽邨桒舘黑靑橫縣區驛鹽淺萬寶豐關戶步郞鄕靜緖增彌禮總應蘆藝圖氣醫"
    "鑛礦鷗檜嶽峯舩槇遙堯凜埜劍羣柗枩莊鎭顯渕渊曾瀨賴亞爲衞鷄驒兒當收獨佛拂歷曆轉傳臺燈對體勳薰悅穗繩敎每滿樂藥來亂覽覺觀勸權歡"
    "證豫與譽餘僞繪廳靈勵戀灣齡粹醉狹峽鄉卷寬攝涉敕敍晝晉晚曉稻溪螢輕徑莖經繼續讀賣寫釋鄰舊附號參處聲壓圍戰擇澁濟燒爐犧狀"
)
NEW: Final = (
    "高崎崎崎辺辺斉斉斉沢広国島島竜富真徳恵栄条学鉄鉄浜浜桜滝蔵会発変団円寿村桑館黒青横県区駅塩浅万宝豊関戸歩郎郷静緒増弥礼総応芦芸図気医"
    "鉱鉱鴎桧岳峰船槙遥尭凛野剣群松松荘鎮顕淵淵曽瀬頼亜為衛鶏騨児当収独仏払歴暦転伝台灯対体勲薫悦穂縄教毎満楽薬来乱覧覚観勧権歓"
    "証予与誉余偽絵庁霊励恋湾齢粋酔狭峡郷巻寛摂渉勅叙昼晋晩暁稲渓蛍軽径茎経継続読売写釈隣旧付号参処声圧囲戦択渋済焼炉犠状"
)
FORMS: Final = dict(zip(OLD, NEW, strict=True))

LOOK_ALIKES: Final = dict(
    zip(
        "力二口工八夕卜へАВЕЅІЈКМНОРСТУХавеѕіјкмнорстухΑΒΕΖΗΙΚΜΝΟΡΤΥΧο",
        "カニロエハタトヘABESIJKMHOPCTYXabesijkmhopctyxABEZHIKMNOPTYXo",
        strict=True,
    )
)
"""力 in place of カ, a Cyrillic А in place of a Latin A: read alike by people, and therefore by the search."""
