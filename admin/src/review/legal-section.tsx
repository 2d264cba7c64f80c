import { Field, Flex, SingleSelect, SingleSelectOption, Tabs } from '@strapi/design-system';
import { useState } from 'react';

import { listLegalPages } from '../../../contracts/review';
import { type LegalLocale, legalLocale } from '../../../contracts/review-view';
import { useTikTokQuery } from '../api';
import { Card } from '../components/card';
import { Loaded } from '../components/loaded';
import { Note } from '../components/note';
import { useTexts } from '../translations';
import { LegalEditor } from './legal-editor';

/** The languages by their own names. */
const NAMES: Record<LegalLocale, string> = {
  en: 'English',
  de: 'Deutsch',
  es: 'Español',
  fr: 'Français',
  ja: '日本語',
  'pt-BR': 'Português (Brasil)',
  'zh-Hans': '简体中文',
};

/** Privacy policy, terms and deletion instructions: read, edit, publish, export. */
export const LegalSection = () => {
  const { t } = useTexts();
  const [locale, setLocale] = useState<LegalLocale>('en');
  const read = useTikTokQuery(listLegalPages, { query: { locale } });
  return (
    <Card title={t('review.legal')} description={t('review.legal.what')}>
      <Note level="warning">{t('review.legal.draft')}</Note>
      <Field.Root maxWidth="32rem">
        <Field.Label>{t('review.legal.language')}</Field.Label>
        <SingleSelect
          value={locale}
          onChange={(chosen: string | number) => setLocale(legalLocale.parse(chosen))}
        >
          {legalLocale.options.map((one) => (
            <SingleSelectOption key={one} value={one}>
              {NAMES[one]}
            </SingleSelectOption>
          ))}
        </SingleSelect>
      </Field.Root>
      <Loaded read={read}>
        {({ pages }) => (
          <Tabs.Root variant="simple" defaultValue="privacy">
            <Tabs.List
              aria-label={t('review.legal')}
              style={{ overflowX: 'auto', maxWidth: '100%' }}
            >
              {pages.map(({ kind }) => (
                <Tabs.Trigger key={kind} value={kind}>
                  {t(`review.legal.${kind}`)}
                </Tabs.Trigger>
              ))}
            </Tabs.List>
            {pages.map((page) => (
              <Tabs.Content key={page.kind} value={page.kind}>
                <Flex direction="column" alignItems="stretch" gap={4} paddingTop={4}>
                  <LegalEditor key={page.locale} page={page} />
                </Flex>
              </Tabs.Content>
            ))}
          </Tabs.Root>
        )}
      </Loaded>
    </Card>
  );
};
