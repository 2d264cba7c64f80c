import { type LegalFacts, type LegalTexts } from './facts';
import { dataRows, isMeasured, TIKTOK_PAGES } from './parts';

const data = (facts: LegalFacts): string =>
  dataRows(facts, {
    'user.info.basic': 'Ihre TikTok-Kennung für diese App (open_id), Anzeigename und Profilbild',
    'user.info.profile':
      'Ihr Nutzername, Ihr Profiltext, das Verifizierungszeichen und der Link zum Profil',
    'user.info.stats': 'die Anzahl Ihrer Follower, Likes und Videos',
    'video.list':
      'die Liste Ihrer öffentlichen Videos mit deren Aufrufen, Likes, Kommentaren und Teilungen',
    'video.upload':
      'die Entwürfe, die wir in Ihrem Auftrag an Ihren TikTok-Posteingang senden, mit ihrem Status',
    'video.publish':
      'die Beiträge, die wir in Ihrem Auftrag veröffentlichen, mit ihren Einstellungen und ihrem Status, sowie die Auswahl, die TikTok Ihrem Konto erlaubt',
  });

const kept = (days: number | null): string =>
  days === null ? 'bis Sie die Löschung verlangen' : `${days} Tage lang`;

/** Terms of the DSGVO (Regulation (EU) 2016/679, German version). */
const keptMonths = (months: number | null): string =>
  months === null ? 'bis Sie die Löschung verlangen' : `${months} Monate lang`;

const measured = (facts: LegalFacts): string =>
  isMeasured(facts)
    ? ` Die Anzahl Ihrer Follower, Likes und Videos sowie die Aufrufe, Likes, Kommentare und Teilungen Ihrer öffentlichen Videos halten wir von Zeit zu Zeit fest, um ihre Entwicklung zu zeigen, und bewahren sie auf: ${keptMonths(facts.insightsMonths)}.`
    : '';

export const de: LegalTexts = {
  titles: {
    privacy: 'Datenschutzerklärung',
    terms: 'Nutzungsbedingungen',
    deletion: 'Löschung Ihrer Daten',
  },
  draftNote:
    'Entwurf für eine Rechtsanwältin oder einen Rechtsanwalt: von einem Programm aus den Angaben dieser Website erstellt, keine Rechtsberatung. Lassen Sie den Text prüfen, bevor Sie sich auf ihn verlassen.',

  privacy: (facts) => `# Datenschutzerklärung für ${facts.app}

## Verantwortlicher

${facts.app} (${facts.website}) wird betrieben von ${facts.company}, ${facts.address}, ${facts.country} (Verantwortlicher im Sinne von Art. 4 Nr. 7 DSGVO). In allen Fragen zu Ihren personenbezogenen Daten schreiben Sie an ${facts.email}.

## Welche TikTok-Daten wir verarbeiten

Mit ${facts.app} können Sie Ihr TikTok-Konto verbinden und eigene Videos und Fotos veröffentlichen. Die Verbindung stellen Sie auf der Seite von TikTok her; Ihr TikTok-Passwort erfahren wir nie. Mit Ihrer Erlaubnis erhalten wir von TikTok und speichern:

${data(facts)}
- Zugriffs- und Aktualisierungstoken, die verschlüsselt gespeichert und niemandem angezeigt werden

## Zwecke und Rechtsgrundlagen

Wir verarbeiten diese Daten nur, um Ihnen zu zeigen, welches Konto verbunden ist, um auf Ihren Knopfdruck das von Ihnen Ausgewählte an TikTok zu senden und um Ihnen zu zeigen, was daraus geworden ist. Rechtsgrundlagen sind der Vertrag mit Ihnen (Art. 6 Abs. 1 lit. b DSGVO) und Ihre Einwilligung (Art. 6 Abs. 1 lit. a DSGVO), die Sie auf der Seite von TikTok und mit jedem Beitrag erteilen. Wir verkaufen diese Daten nicht, verwenden sie nicht für Werbung und erstellen daraus keine Profile.

## Empfänger

TikTok erhält die Videos, Fotos, Beschreibungen und Einstellungen, die Sie veröffentlichen; dort gilt die Datenschutzerklärung von TikTok (${TIKTOK_PAGES.privacy}). Unser Hosting-Anbieter speichert die Daten in unserem Auftrag (Art. 28 DSGVO). Niemand sonst erhält sie, es sei denn, wir sind gesetzlich dazu verpflichtet.

## Speicherdauer

Token speichern wir, bis Sie die Verbindung trennen. Die Aufzeichnung eines abgeschlossenen Beitrags bewahren wir auf: ${kept(facts.timelineDays)}. Nachrichten von TikTok über Beiträge bewahren wir ${facts.webhookDays} Tage lang auf.${measured(facts)}

## Löschung

Sie können Ihr TikTok-Konto jederzeit in ${facts.app} trennen oder in der TikTok-App unter Einstellungen und Datenschutz > Sicherheit und Berechtigungen > Apps und Dienste. Das Trennen widerruft unseren Zugriff bei TikTok und löscht die Token. Um alles Übrige löschen zu lassen, schreiben Sie an ${facts.email}; siehe ${facts.pages.deletion}.

## Ihre Rechte

Sie haben nach der DSGVO das Recht auf Auskunft (Art. 15), Berichtigung (Art. 16), Löschung (Art. 17), Einschränkung der Verarbeitung (Art. 18) und Datenübertragbarkeit, also auf eine Kopie Ihrer Daten (Art. 20). Sie können der Verarbeitung widersprechen (Art. 21), eine erteilte Einwilligung jederzeit mit Wirkung für die Zukunft widerrufen (Art. 7 Abs. 3) und sich bei einer Datenschutz-Aufsichtsbehörde beschweren (Art. 77).

## Änderungen

Änderungen dieser Datenschutzerklärung veröffentlichen wir auf dieser Seite.
`,

  terms: (facts) => `# Nutzungsbedingungen für ${facts.app}

## Der Dienst

${facts.app} (${facts.website}) wird betrieben von ${facts.company}, ${facts.address}, ${facts.country}. Sie können damit Videos und Fotos verwalten und an ein TikTok-Konto senden, das Sie verbinden. Mit der Nutzung erkennen Sie diese Bedingungen an.

## Ihr Konto

Sie müssen alt genug sein, um ein TikTok-Konto zu führen, und berechtigt sein, über das verbundene Konto zu veröffentlichen. Behalten Sie Ihre Zugangsdaten für sich.

## Ihre Inhalte

Was Sie veröffentlichen, bleibt Ihres. Sie stehen dafür ein, dass Sie die Rechte daran und an der Musik darin haben und dass Werbung gekennzeichnet ist. Wenn Sie mit ${facts.app} veröffentlichen, gelten auch die Bedingungen von TikTok, darunter die Bestätigung der Musiknutzung (${TIKTOK_PAGES.music}) und für Werbeinhalte die Richtlinie für Markeninhalte (${TIKTOK_PAGES.branded}).

## Was nicht erlaubt ist

Veröffentlichen Sie nichts, was gegen Gesetze, Rechte anderer oder die Community-Richtlinien von TikTok verstößt. Geben Sie keine fremden Inhalte als eigene aus. Umgehen Sie keine Grenzen von ${facts.app} oder TikTok.

## TikTok

${facts.app} nutzt Programmierschnittstellen von TikTok und wird von TikTok weder hergestellt noch empfohlen. TikTok kann Beiträge ablehnen, einschränken oder entfernen oder seine Schnittstellen ändern. Darauf haben wir keinen Einfluss.

## Verfügbarkeit und Haftung

Wir betreiben den Dienst mit Sorgfalt, sagen aber keinen ununterbrochenen Betrieb zu. Wir haften nach den gesetzlichen Vorschriften; nichts in diesen Bedingungen schränkt Rechte ein, die Ihnen das Gesetz als Verbraucherin oder Verbraucher gibt.

## Beendigung

Sie können die Nutzung jederzeit beenden und Ihre Daten löschen lassen: ${facts.pages.deletion}. Wir können Konten schließen, mit denen gegen diese Bedingungen verstoßen wird.

## Datenschutz

Wie wir mit Ihren Daten umgehen, steht in unserer Datenschutzerklärung: ${facts.pages.privacy}.

## Anwendbares Recht und Kontakt

Es gilt das Recht des folgenden Landes, soweit nicht zwingendes Recht Ihres eigenen Landes entgegensteht: ${facts.country}. Kontakt: ${facts.email}.
`,

  deletion: (facts) => `# Löschung Ihrer Daten bei ${facts.app}

1. **TikTok trennen.** Öffnen Sie in ${facts.app} die Konten und wählen Sie „Trennen“. Oder in der TikTok-App: Profil > Menü > Einstellungen und Datenschutz > Sicherheit und Berechtigungen > Apps und Dienste > ${facts.app} > Zugriff entfernen. Unser Zugriff endet sofort, und die Token werden gelöscht.
2. **Löschung verlangen.** Schreiben Sie von der Adresse, die Sie bei uns verwenden, an ${facts.email} und nennen Sie Ihren TikTok-Nutzernamen. Wir löschen die Profildaten, das Profilbild, Beschreibungen und Einstellungen Ihrer Beiträge sowie deren Verlauf.
3. **Was wir antworten.** Wir bestätigen die Löschung innerhalb von 30 Tagen mit einer Liste dessen, was gelöscht wurde.

Beiträge, die bereits auf TikTok stehen, bleiben dort, bis Sie sie in der TikTok-App löschen: Wir können das nicht für Sie tun.

Mehr dazu in unserer Datenschutzerklärung: ${facts.pages.privacy}.
`,
};
