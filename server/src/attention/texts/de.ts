import { type MailTexts } from '.';

export const de: MailTexts = {
  subject: 'TikTok-Beiträge brauchen Sie ({count})',
  intro: 'Das braucht eine Hand auf {site}:',
  needs: {
    held: 'Angehalten',
    missed: 'Verpasst, während die Site nicht lief',
    failed: 'Fehlgeschlagen',
    outcome_unknown: 'Ausgang unbekannt',
    awaiting_approval: 'Wartet auf Freigabe',
    account: 'Konto muss neu verbunden werden',
  },
  more: 'Und {count} weitere: {url}',
  why: 'Sie erhalten diese E-Mail, weil Sie den Beitrag geplant haben, ihn freigeben dürfen oder eine Rolle haben, die benachrichtigt wird. Höchstens eine solche E-Mail in zehn Minuten.',
  reminderSubject: 'Ihr TikTok-Entwurf wartet',
  reminderIntro:
    'Im Posteingang der TikTok-App wartet ein Entwurf für {account}. Öffnen Sie den Link auf dem Telefon: Dort stehen die Bildunterschrift zum Kopieren und die Schritte in der App.',
  reminderUntil: 'Gültig bis {time} (UTC).',
  testSubject: 'TikTok-Plugin: Test-E-Mail',
  testBody:
    'E-Mails des TikTok-Plugins kommen an.\n\nDer Code ist {code}\n\nGeben Sie ihn in Strapi unter Einstellungen > TikTok > TikTok-App innerhalb von 30 Minuten ein. Wenn Sie diese E-Mail nicht angefordert haben, müssen Sie nichts tun.',
};
