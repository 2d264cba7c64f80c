import { Button } from '@strapi/design-system';
import { useState } from 'react';

import { type SettingsInput, type SettingsView } from '../../../contracts/settings';
import { Card } from '../components/card';
import { CopyField } from '../components/copy';
import { Note } from '../components/note';
import { Notices } from '../components/notices';
import { Mark } from '../components/mark';
import { useTexts } from '../translations';
import { CallbackRecipes } from './callback-recipes';
import { TextField } from './fields';

interface AddressesCardProps {
  view: SettingsView;
  draft: SettingsInput;
}

const KIND = { desktop: 'primary', web: 'success', invalid: 'danger' } as const;

/** What to register in TikTok's portal, letter by letter, and the callback on the brand's domain. */
export const AddressesCard = ({ view, draft }: AddressesCardProps) => {
  const { t } = useTexts();
  const [showRecipes, setShowRecipes] = useState(false);
  const { redirectUri } = view;
  const stale = draft.publicCallbackUrl !== view.publicCallbackUrl;
  return (
    <Card title={t('settings.addresses.title')} description={t('settings.addresses.description')}>
      <CopyField
        label={t('settings.redirect.label')}
        value={redirectUri.url}
        hint={t(`settings.redirect.${redirectUri.kind}.hint`)}
        aside={
          <Mark tone={KIND[redirectUri.kind]}>{t(`settings.redirect.${redirectUri.kind}`)}</Mark>
        }
      />
      {stale && <Note level="info">{t('settings.redirect.stale')}</Note>}
      <Notices notices={redirectUri.notices} />
      <TextField
        name="publicCallbackUrl"
        label={t('settings.publicCallbackUrl.label')}
        hint={t('settings.publicCallbackUrl.hint', { url: redirectUri.callbackUrl })}
        placeholder="https://www.example.com/tiktok/callback"
      />
      {view.publicCallbackUrl !== null &&
        (showRecipes ? (
          <CallbackRecipes />
        ) : (
          <div>
            <Button variant="secondary" onClick={() => setShowRecipes(true)}>
              {t('settings.recipes.show')}
            </Button>
          </div>
        ))}
      <CopyField
        label={t('settings.webhook.label')}
        value={view.webhookUrl}
        hint={t('settings.webhook.hint')}
      />
    </Card>
  );
};
