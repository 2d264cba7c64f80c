import { compactTexts } from './compact';

const MUSIC = 'https://www.tiktok.com/legal/page/global/music-usage-confirmation/en';
const BRANDED = 'https://www.tiktok.com/legal/page/global/bc-policy/en';

export const de = compactTexts({
  privacy: 'Datenschutzerklärung',
  terms: 'Nutzungsbedingungen',
  deletion: 'Löschung Ihrer Daten',
  draftNote:
    'Entwurf für eine Anwältin oder einen Anwalt: von einem Programm aus den Angaben dieser Website erstellt, keine Rechtsberatung.',
  operator: (f) =>
    `${f.app} (${f.website}) wird betrieben von ${f.company}, ${f.address}, ${f.country}. Kontakt: ${f.email}.`,
  headings: {
    who: 'Wer wir sind',
    data: 'Welche TikTok-Daten wir verarbeiten',
    purpose: 'Wozu',
    keep: 'Wie lange',
    remove: 'Wie Sie Ihre Daten löschen lassen',
    rights: 'Ihre Rechte',
  },
  data: 'Mit Ihrer Zustimmung auf der Seite von TikTok erhalten und speichern wir Profilangaben und Zugangsschlüssel (verschlüsselt) im Umfang dieser Berechtigungen:',
  purpose: (f) =>
    `${f.app} zeigt, welches Konto verbunden ist, sendet auf Ihren Knopfdruck Ihre Videos und Fotos an TikTok und zeigt, was daraus wurde. Wir verkaufen diese Daten nicht und nutzen sie nicht für Werbung.`,
  keep: (f) =>
    `Zugangsschlüssel bis zur Trennung des Kontos; Nachrichten von TikTok ${f.webhookDays} Tage; den Verlauf abgeschlossener Beiträge ${f.timelineDays === null ? 'bis Sie die Löschung verlangen' : `${f.timelineDays} Tage`}.`,
  remove: (f) =>
    `Trennen Sie Ihr TikTok-Konto in ${f.app} oder in der TikTok-App unter „Sicherheit und Berechtigungen“ > „Apps und Dienste“. Schreiben Sie für die Löschung aller übrigen Daten an ${f.email}. Beiträge auf TikTok löschen Sie dort selbst. ${f.pages.deletion}`,
  rights: (f) =>
    `Auskunft, Berichtigung, Löschung, Einschränkung, Übertragbarkeit, Widerspruch, Beschwerde bei einer Aufsichtsbehörde. Schreiben Sie an ${f.email}.`,
  service: {
    heading: 'Der Dienst',
    text: (f) =>
      `Mit ${f.app} verwalten Sie Videos und Fotos und senden sie an ein TikTok-Konto, das Sie verbinden.`,
  },
  content: {
    heading: 'Ihre Inhalte',
    text: () =>
      `Ihre Inhalte bleiben Ihre. Sie stehen für die Rechte daran, für die Musik und für die Kennzeichnung von Werbung ein. Es gelten auch: ${MUSIC} und ${BRANDED}`,
  },
  tiktok: {
    heading: 'TikTok',
    text: (f) =>
      `${f.app} nutzt Schnittstellen von TikTok und ist kein Angebot von TikTok. TikTok kann Beiträge ablehnen oder entfernen.`,
  },
  contact: {
    heading: 'Recht und Kontakt',
    text: (f) =>
      `Es gilt das Recht von ${f.country}, soweit zwingendes Recht nicht entgegensteht. Kontakt: ${f.email}.`,
  },
});

export const fr = compactTexts({
  privacy: 'Politique de confidentialité',
  terms: 'Conditions d’utilisation',
  deletion: 'Suppression de vos données',
  draftNote:
    'Projet à soumettre à un juriste : rédigé par un programme à partir des informations de ce site, sans valeur de conseil juridique.',
  operator: (f) =>
    `${f.app} (${f.website}) est exploité par ${f.company}, ${f.address}, ${f.country}. Contact : ${f.email}.`,
  headings: {
    who: 'Qui nous sommes',
    data: 'Données TikTok traitées',
    purpose: 'Finalités',
    keep: 'Durée de conservation',
    remove: 'Faire supprimer vos données',
    rights: 'Vos droits',
  },
  data: 'Avec votre accord donné sur la page de TikTok, nous recevons et conservons des données de profil et des clés d’accès (chiffrées), dans la limite de ces autorisations :',
  purpose: (f) =>
    `${f.app} montre le compte connecté, envoie vos vidéos et photos à TikTok lorsque vous appuyez sur le bouton et affiche leur état. Nous ne vendons pas ces données et ne les utilisons pas pour la publicité.`,
  keep: (f) =>
    `Clés d’accès : jusqu’à la déconnexion ; messages de TikTok : ${f.webhookDays} jours ; historique des publications : ${f.timelineDays === null ? 'jusqu’à votre demande de suppression' : `${f.timelineDays} jours`}.`,
  remove: (f) =>
    `Déconnectez votre compte TikTok dans ${f.app}, ou dans l’application TikTok. Pour supprimer toutes les autres données, écrivez à ${f.email}. Les publications présentes sur TikTok sont à supprimer sur TikTok. ${f.pages.deletion}`,
  rights: (f) =>
    `Accès, rectification, suppression, limitation, portabilité, opposition, réclamation auprès d’une autorité. Écrivez à ${f.email}.`,
  service: {
    heading: 'Le service',
    text: (f) =>
      `${f.app} permet de gérer des vidéos et des photos et de les envoyer vers un compte TikTok que vous connectez.`,
  },
  content: {
    heading: 'Vos contenus',
    text: () =>
      `Vos contenus restent les vôtres. Vous répondez des droits, de la musique et de la mention de toute publicité. S’appliquent aussi : ${MUSIC} et ${BRANDED}`,
  },
  tiktok: {
    heading: 'TikTok',
    text: (f) =>
      `${f.app} utilise les interfaces de TikTok et n’est pas un service de TikTok. TikTok peut refuser ou retirer des publications.`,
  },
  contact: {
    heading: 'Droit et contact',
    text: (f) =>
      `Le droit applicable est celui de : ${f.country}, sous réserve des règles impératives. Contact : ${f.email}.`,
  },
});

export const es = compactTexts({
  privacy: 'Política de privacidad',
  terms: 'Condiciones del servicio',
  deletion: 'Eliminación de sus datos',
  draftNote:
    'Borrador para un abogado: hecho por un programa con los datos de este sitio; no es asesoramiento jurídico.',
  operator: (f) =>
    `${f.app} (${f.website}) es operado por ${f.company}, ${f.address}, ${f.country}. Contacto: ${f.email}.`,
  headings: {
    who: 'Quiénes somos',
    data: 'Datos de TikTok que tratamos',
    purpose: 'Para qué',
    keep: 'Cuánto tiempo',
    remove: 'Cómo eliminar sus datos',
    rights: 'Sus derechos',
  },
  data: 'Con su permiso en la página de TikTok recibimos y guardamos datos de perfil y claves de acceso (cifradas), dentro de estos permisos:',
  purpose: (f) =>
    `${f.app} muestra qué cuenta está conectada, envía sus vídeos y fotos a TikTok cuando usted pulsa el botón y muestra su estado. No vendemos estos datos ni los usamos para publicidad.`,
  keep: (f) =>
    `Claves de acceso: hasta que desconecte la cuenta; mensajes de TikTok: ${f.webhookDays} días; historial de publicaciones: ${f.timelineDays === null ? 'hasta que pida su eliminación' : `${f.timelineDays} días`}.`,
  remove: (f) =>
    `Desconecte su cuenta de TikTok en ${f.app} o en la aplicación de TikTok. Para eliminar todos los demás datos, escriba a ${f.email}. Lo publicado en TikTok se elimina en TikTok. ${f.pages.deletion}`,
  rights: (f) =>
    `Acceso, rectificación, eliminación, limitación, portabilidad, oposición y reclamación ante la autoridad. Escriba a ${f.email}.`,
  service: {
    heading: 'El servicio',
    text: (f) =>
      `${f.app} permite gestionar vídeos y fotos y enviarlos a una cuenta de TikTok que usted conecte.`,
  },
  content: {
    heading: 'Su contenido',
    text: () =>
      `Su contenido sigue siendo suyo. Usted responde de los derechos, de la música y de indicar la publicidad. También se aplican: ${MUSIC} y ${BRANDED}`,
  },
  tiktok: {
    heading: 'TikTok',
    text: (f) =>
      `${f.app} usa interfaces de TikTok y no es un servicio de TikTok. TikTok puede rechazar o retirar publicaciones.`,
  },
  contact: {
    heading: 'Ley y contacto',
    text: (f) =>
      `Se aplica la ley de ${f.country}, salvo normas imperativas. Contacto: ${f.email}.`,
  },
});

export const ptBR = compactTexts({
  privacy: 'Política de privacidade',
  terms: 'Termos de serviço',
  deletion: 'Exclusão dos seus dados',
  draftNote:
    'Rascunho para um advogado: feito por um programa com os dados deste site; não é aconselhamento jurídico.',
  operator: (f) =>
    `${f.app} (${f.website}) é operado por ${f.company}, ${f.address}, ${f.country}. Contato: ${f.email}.`,
  headings: {
    who: 'Quem somos',
    data: 'Dados do TikTok que tratamos',
    purpose: 'Para quê',
    keep: 'Por quanto tempo',
    remove: 'Como excluir seus dados',
    rights: 'Seus direitos',
  },
  data: 'Com a sua permissão na página do TikTok, recebemos e guardamos dados de perfil e chaves de acesso (criptografadas), dentro destas permissões:',
  purpose: (f) =>
    `${f.app} mostra qual conta está conectada, envia seus vídeos e fotos ao TikTok quando você aperta o botão e mostra o andamento. Não vendemos esses dados nem os usamos para publicidade.`,
  keep: (f) =>
    `Chaves de acesso: até você desconectar a conta; mensagens do TikTok: ${f.webhookDays} dias; histórico das publicações: ${f.timelineDays === null ? 'até você pedir a exclusão' : `${f.timelineDays} dias`}.`,
  remove: (f) =>
    `Desconecte sua conta do TikTok em ${f.app} ou no aplicativo do TikTok. Para excluir todos os outros dados, escreva para ${f.email}. O que está no TikTok é excluído no TikTok. ${f.pages.deletion}`,
  rights: (f) =>
    `Acesso, correção, exclusão, restrição, portabilidade, oposição e reclamação à autoridade. Escreva para ${f.email}.`,
  service: {
    heading: 'O serviço',
    text: (f) =>
      `${f.app} permite gerenciar vídeos e fotos e enviá-los a uma conta do TikTok que você conectar.`,
  },
  content: {
    heading: 'Seu conteúdo',
    text: () =>
      `Seu conteúdo continua seu. Você responde pelos direitos, pela música e pela indicação de publicidade. Também valem: ${MUSIC} e ${BRANDED}`,
  },
  tiktok: {
    heading: 'TikTok',
    text: (f) =>
      `${f.app} usa interfaces do TikTok e não é um serviço do TikTok. O TikTok pode recusar ou remover publicações.`,
  },
  contact: {
    heading: 'Lei e contato',
    text: (f) =>
      `Aplica-se a lei de ${f.country}, ressalvadas as normas imperativas. Contato: ${f.email}.`,
  },
});
