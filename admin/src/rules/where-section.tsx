import { Typography } from '@strapi/design-system';

import { Card } from '../components/card';
import { Note } from '../components/note';
import { ChoiceField } from '../composer/fields/choice-field';
import { shareTypesOf } from '../composer/model/target';
import { useTexts } from '../translations';
import { withLocaleAccount } from './draft';
import { accountName } from './rule-words';
import { type SectionProps } from './section';
import { SelectField } from './select-field';
import { useLocales } from './use-locales';

const SAME = 'same';

/** An account of its own for entries in some of the site's languages. */
const LocaleAccounts = ({ draft, accounts, errorOf, onChange }: SectionProps) => {
  const { t } = useTexts();
  const locales = useLocales(true);
  return (
    <>
      {locales.map(({ code, name }) => (
        <SelectField
          key={code}
          name={`accountByLocale.${code}`}
          label={t('rule.account.for', { locale: name })}
          value={String(draft.accountByLocale[code] ?? SAME)}
          options={[
            { value: SAME, label: t('rule.account.same') },
            ...accounts.map((account) => ({
              value: String(account.id),
              label: accountName(account),
            })),
          ]}
          error={errorOf(`accountByLocale.${code}`)}
          onChange={(chosen) =>
            onChange((before) =>
              withLocaleAccount(before, code, chosen === SAME ? null : Number(chosen)),
            )
          }
        />
      ))}
    </>
  );
};

/** To which accounts, and how. */
export const WhereSection = (props: SectionProps) => {
  const { draft, type, accounts, errorOf, onChange } = props;
  const { t } = useTexts();
  const chosen = accounts.find(({ id }) => id === draft.accountId);
  const granted = chosen ? shareTypesOf(chosen) : (['inbox', 'direct_post'] as const);
  return (
    <Card title={t('rule.where')}>
      {accounts.length === 0 && <Note level="info">{t('rule.account.none')}</Note>}
      <SelectField
        name="accountId"
        required
        label={t('rule.account')}
        placeholder={t('rule.account.choose')}
        value={draft.accountId === null ? '' : String(draft.accountId)}
        options={accounts.map((account) => ({
          value: String(account.id),
          label: accountName(account),
        }))}
        error={errorOf('accountId')}
        onChange={(id) => onChange({ accountId: Number(id) })}
      />
      {type?.localized && <LocaleAccounts {...props} />}
      <ChoiceField
        label={t('composer.shareType')}
        value={draft.shareType}
        options={(['inbox', 'direct_post'] as const).map((value) => ({
          value,
          label: t(`posts.shareType.${value}`),
          hint: t(`rule.shareType.${value}.hint`),
        }))}
        onChange={(shareType) => onChange({ shareType })}
      />
      {errorOf('shareType') && (
        <Typography variant="pi" textColor="danger600" tag="p">
          {errorOf('shareType')}
        </Typography>
      )}
      {chosen && !granted.includes(draft.shareType) && (
        <Note level="warning">{t('rule.shareType.notGranted', { account: chosen.nickname })}</Note>
      )}
    </Card>
  );
};
