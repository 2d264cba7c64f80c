import { type LegalFacts, type LegalTexts } from './facts';
import { dataRows, isMeasured, TIKTOK_PAGES } from './parts';

const data = (facts: LegalFacts): string =>
  dataRows(facts, {
    'user.info.basic':
      'votre identifiant TikTok pour cette application (open_id), votre nom affiché et votre photo de profil',
    'user.info.profile':
      'votre nom d’utilisateur, votre bio, le badge de certification et le lien vers votre profil',
    'user.info.stats': 'le nombre de vos abonnés, de vos mentions J’aime et de vos vidéos',
    'video.list':
      'la liste de vos vidéos publiques, avec leurs vues, mentions J’aime, commentaires et partages',
    'video.upload':
      'les brouillons que nous envoyons à votre demande dans votre boîte de réception TikTok, avec leur état',
    'video.publish':
      'les publications que nous effectuons à votre demande, avec leurs paramètres et leur état, et les choix que TikTok permet à votre compte',
  });

const kept = (days: number | null): string =>
  days === null ? 'jusqu’à ce que vous en demandiez l’effacement' : `pendant ${days} jours`;

/** Terms of the RGPD (Regulation (EU) 2016/679, French version). */
const keptMonths = (months: number | null): string =>
  months === null ? 'jusqu’à ce que vous en demandiez l’effacement' : `pendant ${months} mois`;

const measured = (facts: LegalFacts): string =>
  isMeasured(facts)
    ? ` Le nombre de vos abonnés, de vos mentions J’aime et de vos vidéos, ainsi que les vues, mentions J’aime, commentaires et partages de vos vidéos publiques sont relevés régulièrement afin d’en montrer l’évolution, et conservés ${keptMonths(facts.insightsMonths)}.`
    : '';

export const fr: LegalTexts = {
  titles: {
    privacy: 'Politique de confidentialité',
    terms: 'Conditions d’utilisation',
    deletion: 'Suppression de vos données',
  },
  draftNote:
    'Projet à soumettre à un avocat : rédigé par un programme à partir des informations de ce site, sans valeur de conseil juridique. Faites-le relire avant de vous y fier.',

  privacy: (facts) => `# Politique de confidentialité de ${facts.app}

## Responsable du traitement

${facts.app} (${facts.website}) est exploité par ${facts.company}, ${facts.address}, ${facts.country}, responsable du traitement au sens de l’article 4, point 7, du RGPD. Pour toute question relative à vos données à caractère personnel, écrivez à ${facts.email}.

## Données TikTok que nous traitons

${facts.app} vous permet de connecter votre compte TikTok et de publier vos propres vidéos et photos. La connexion se fait sur la page de TikTok ; nous ne voyons jamais votre mot de passe TikTok. Avec votre autorisation, nous recevons de TikTok et conservons :

${data(facts)}
- des jetons d’accès et d’actualisation, conservés sous forme chiffrée et jamais montrés à quiconque

## Finalités et bases juridiques

Nous traitons ces données uniquement pour vous montrer quel compte est connecté, pour envoyer à TikTok ce que vous avez choisi lorsque vous appuyez sur le bouton, et pour vous montrer ce qu’il en est advenu. Les bases juridiques sont le contrat conclu avec vous (article 6, paragraphe 1, point b, du RGPD) et votre consentement (article 6, paragraphe 1, point a, du RGPD), que vous donnez sur la page de TikTok et à chaque publication. Nous ne vendons pas ces données, ne les utilisons pas pour la publicité et n’en tirons aucun profil.

## Destinataires

TikTok reçoit les vidéos, photos, légendes et paramètres que vous publiez ; la politique de confidentialité de TikTok s’y applique (${TIKTOK_PAGES.privacy}). Notre hébergeur conserve les données pour notre compte, en qualité de sous-traitant (article 28 du RGPD). Personne d’autre ne les reçoit, sauf si la loi nous y oblige.

## Durées de conservation

Les jetons sont conservés jusqu’à ce que vous déconnectiez votre compte. L’historique d’une publication terminée est conservé ${kept(facts.timelineDays)}. Les messages de TikTok relatifs aux publications sont conservés pendant ${facts.webhookDays} jours.${measured(facts)}

## Suppression de vos données

Vous pouvez à tout moment déconnecter votre compte TikTok dans ${facts.app}, ou dans l’application TikTok sous Paramètres et confidentialité > Sécurité et autorisations > Applications et services. La déconnexion révoque notre accès auprès de TikTok et efface les jetons. Pour faire effacer tout le reste, écrivez à ${facts.email} ; voir ${facts.pages.deletion}.

## Vos droits

Conformément au RGPD, vous disposez d’un droit d’accès (article 15), de rectification (article 16), d’effacement (article 17), de limitation du traitement (article 18) et de portabilité, c’est-à-dire d’obtenir une copie de vos données (article 20). Vous pouvez vous opposer au traitement (article 21), retirer votre consentement à tout moment (article 7, paragraphe 3) et introduire une réclamation auprès d’une autorité de contrôle (article 77), en France la CNIL.

## Modifications

Nous publions les modifications de cette politique sur cette page.
`,

  terms: (facts) => `# Conditions d’utilisation de ${facts.app}

## Le service

${facts.app} (${facts.website}) est exploité par ${facts.company}, ${facts.address}, ${facts.country}. Il vous permet de gérer des vidéos et des photos et de les envoyer vers un compte TikTok que vous connectez. En l’utilisant, vous acceptez les présentes conditions.

## Votre compte

Vous devez avoir l’âge requis pour détenir un compte TikTok et être en droit de publier avec le compte que vous connectez. Gardez vos identifiants pour vous.

## Vos contenus

Ce que vous publiez reste à vous. Vous garantissez détenir les droits sur ces contenus et sur la musique qu’ils comportent, et signaler toute publicité. Lorsque vous publiez avec ${facts.app}, les conditions de TikTok s’appliquent également, notamment la Confirmation d’utilisation de la musique (${TIKTOK_PAGES.music}) et, pour les contenus de marque, la Politique relative aux contenus de marque (${TIKTOK_PAGES.branded}).

## Ce qui est interdit

Ne publiez rien qui enfreigne la loi, les droits d’autrui ou les Règles communautaires de TikTok. Ne publiez pas les contenus d’autrui comme s’ils étaient les vôtres. Ne contournez pas les limites de ${facts.app} ni celles de TikTok.

## TikTok

${facts.app} utilise les interfaces de programmation de TikTok et n’est ni édité ni recommandé par TikTok. TikTok peut refuser, limiter ou retirer des publications, ou modifier ses interfaces. Nous n’avons aucune influence sur cela.

## Disponibilité et responsabilité

Nous exploitons le service avec soin, mais ne promettons pas un fonctionnement ininterrompu. Notre responsabilité est celle que prévoit la loi ; rien dans les présentes ne limite les droits que la loi vous accorde en tant que consommateur.

## Fin de l’utilisation

Vous pouvez cesser à tout moment d’utiliser le service et faire effacer vos données : ${facts.pages.deletion}. Nous pouvons fermer les comptes qui enfreignent les présentes conditions.

## Protection des données

La manière dont nous traitons vos données est exposée dans notre politique de confidentialité : ${facts.pages.privacy}.

## Droit applicable et contact

Le droit du pays suivant s’applique, dans la mesure où les dispositions impératives de votre propre pays ne s’y opposent pas : ${facts.country}. Contact : ${facts.email}.
`,

  deletion: (facts) => `# Suppression de vos données chez ${facts.app}

1. **Déconnecter TikTok.** Dans ${facts.app}, ouvrez les comptes et choisissez « Déconnecter ». Ou dans l’application TikTok : Profil > menu > Paramètres et confidentialité > Sécurité et autorisations > Applications et services > ${facts.app} > Supprimer l’accès. Notre accès prend fin aussitôt et les jetons sont effacés.
2. **Demander l’effacement.** Écrivez à ${facts.email} depuis l’adresse que vous utilisez chez nous, en indiquant votre nom d’utilisateur TikTok. Nous effaçons les données de profil, la photo de profil, les légendes et paramètres de vos publications ainsi que leur historique.
3. **Notre réponse.** Nous confirmons l’effacement dans un délai de 30 jours, avec la liste de ce qui a été effacé.

Les publications déjà présentes sur TikTok y restent jusqu’à ce que vous les supprimiez dans l’application TikTok : nous ne pouvons pas le faire à votre place.

Pour en savoir plus, consultez notre politique de confidentialité : ${facts.pages.privacy}.
`,
};
