/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * familiar.c: the kanji of offices and names by heart, those of JIS level 1 as
 * usual, the rest as rare: what reads as rare kanji was meant otherwise. No
 * statistics of languages.
 * Tests: tests/unit/sanitizer/test_detect.c.
 */
#include "text/familiar.h"

#include <stdbool.h>

#include "text/planes.h"

#define FIRST 0x4e00
#define LAST 0x9fff

static const char common[] =
	"日一国人年大十二本中長出三時行見月分後前生五間上東四今金九入学高円子外八六下来気小七山"
	"話女北午百書先名川千水半男西電校語土木聞食車何南万毎白天母火右読友左休父雨会同事自社発"
	"者地業方新場員立開手力問代明動京目通言理体田主題意不作用度強公持野以思家世多正安院心界"
	"教文元重近考画海売知道集別物使品計死特私始朝運終台広住真有口少町料工建空急止送切転研足"
	"究楽起着店病質待試族銀早映親験英医仕去味写字答夜音注帰古歌買悪図週室歩風紙黒花春赤青館"
	"屋色走秋夏習駅洋旅服夕借曜飲肉貸堂鳥飯勉冬昼茶弟牛魚兄犬妹姉漢政議民連対部合市内相定回"
	"選米実関決全表戦経最現調化当約首法性要制治務成期取都和機平加受続進数記初指権支産点報済"
	"活原共得解交資予向際勝面告反判認参利組信在件側任引求所次昨論官増係感情投示変打直両式確"
	"果容必演歳争談能位置流格疑過局放常状球職与供役構割身費付由説難優夫収断石違消神番規術護"
	"展態導備宅害配警席訪乗残想声助労例然限追商葉伝働形景落好退頭負渡失差末守若種美命福望非"
	"観察段横深申様財港識呼達良候程満敗値突光路科積他処太客否師登易速存飛殺号単座破除完降責"
	"捕危給苦迎園具辞因馬愛富彼未舞亡冷適婦寄込顔類余王返妻背熱宿薬険頼覚船途許抜便留罪努精"
	"散静婚喜浮絶幸押倒等老曲払庭徒勤遅居雑招困欠更刻賛抱犯恐息遠戻願絵越欲痛笑互束似列探逃"
	"遊迷夢君閉緒折草暮酒悲晴掛到寝暗盗吸陽御歯忘雪吹誤洗慣礼窓昔貧怒祖泳杯疲皆鳴腹煙眠怖耳"
	"頂箱晩寒髪忙才靴恥偶偉猫幾県企委評価検査基準義府省庁署協織団村区郡州氏簿籍票税額徴納領"
	"証契札募請届承可却裁案稟総管祉介保健育児童幼稚援齢障養環境衛廃棄清掃農林漁湾河砂防災救"
	"避戒訓練振興街補償融監督施設整築橋梁舗装浄圧測量算添複印刷製版封筒宛郵至緊照依催各殿貴"
	"担課佐技副博史跡遺挙免令異昇履歴怠暇昭祝祭旦藤鈴伊辺斎斉齋齊邊邉吉松井崎髙島池阿森岡坂"
	"岩宮竹浜濱澤沢丸菊武久杉須永根谷奈城茨栃群埼潟梨岐阜滋賀阪兵庫徳香媛熊鹿縄幌仙浦模堺兼"
	"尾塚巻梶桜梅栗桑沼渋浅津波浩淳潤澄狩玉瀬甲益盛矢磯秀秦稲穂窪笠篠紀紗綾緑縁翔聡肥脇芳茂"
	"荒莉菅菜葛蒲薫裕誠諏諸豊貝辰郎里鈎錦鎌門隆雄雅霧駒鬼鳩鶴鷹麻龍恵也噂曇貼促延滞抄謄閲覧"
	"縦条則綱款締結普預携帯欄提厳了諾拒弁討採択継審絡応況概詳細訂削修替第章節項";

/* A bit for each kanji of Unicode's first block. */
static guint8 known[(LAST - FIRST + 1) / 8 + 1], usual[(LAST - FIRST + 1) / 8 + 1];

static void mark(guint8 *bits, gunichar u)
{
	if (u >= FIRST && u <= LAST)
		bits[(u - FIRST) / 8] |= (guint8)(1U << (u - FIRST) % 8);
}

static bool is_marked(const guint8 *bits, gunichar u)
{
	return bits[(u - FIRST) / 8] & 1U << (u - FIRST) % 8;
}

void familiar_open(void)
{
	g_autoptr(GString) level_1 = g_string_new(NULL);
	struct sink s;

	sink_open(&s, level_1, 2 * 32 * 94);
	for (guint8 row = 0x30; row <= 0x4f; row++)
		for (guint8 cell = 0x21; cell <= 0x7e; cell++)
			planes_put_0208(&s, row, cell);
	sink_close(&s);
	for (const char *p = level_1->str; *p; p = g_utf8_next_char(p))
		mark(usual, g_utf8_get_char(p));
	for (const char *p = common; *p; p = g_utf8_next_char(p))
		mark(known, g_utf8_get_char(p));
}

static int weight_of_kanji(gunichar u)
{
	if (is_marked(known, u))
		return 9;
	return is_marked(usual, u) ? 5 : 1;
}

/* Stretches of characters that are no kanji; what is in none of them weighs 1. */
static const struct {
	gunichar first, last;
	int weight;
} stretches[] = {
	{ 0x0000, 0x009f, -10 }, { 0x2460, 0x2473, 8 },	  { 0x3000, 0x3002, 10 },
	{ 0x300c, 0x300f, 8 },	 { 0x3010, 0x3011, 8 },	  { 0x3041, 0x30fe, 10 },
	{ 0x3231, 0x3232, 8 },	 { 0xe000, 0xf8ff, -10 }, { 0xf900, 0xfaff, 6 },
	{ 0xff01, 0xff5e, 6 },	 { 0xff61, 0xff9f, -3 },  { 0xfffd, 0xfffd, -30 },
};

int familiar_weight(gunichar u)
{
	if (u >= FIRST && u <= LAST)
		return weight_of_kanji(u);
	for (size_t i = 0; i < G_N_ELEMENTS(stretches); i++)
		if (u >= stretches[i].first && u <= stretches[i].last)
			return stretches[i].weight;
	return 1;
}
