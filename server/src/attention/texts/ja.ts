import { type MailTexts } from '.';

export const ja: MailTexts = {
  subject: '対応が必要な TikTok 投稿({count})',
  intro: '{site} で対応が必要です:',
  needs: {
    held: '保留',
    missed: 'サイト停止中に時刻を過ぎました',
    failed: '失敗',
    outcome_unknown: '結果不明',
    awaiting_approval: '承認待ち',
    account: '再接続が必要なアカウント',
  },
  more: 'ほか {count} 件: {url}',
  why: 'このメールは、投稿を予約した方、承認できる方、または通知対象のロールの方に送られます。10 分間に多くても 1 通です。',
  reminderSubject: 'TikTok の下書きが待っています',
  reminderIntro:
    '{account} の下書きが TikTok アプリの受信箱で待っています。スマートフォンでリンクを開くと、コピーできるキャプションとアプリでの手順があります。',
  reminderUntil: '{time}(UTC)まで有効です。',
  testSubject: 'TikTok プラグイン: テストメール',
  testBody:
    'TikTok プラグインのメールが届きました。\n\nコードは {code} です\n\n30 分以内に、Strapi の「設定 > TikTok > TikTok アプリ」で入力してください。このメールに心当たりがなければ、何もする必要はありません。',
};
