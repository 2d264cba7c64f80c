import { type AppMode, type SettingsInput, type SettingsView } from '../../../contracts/settings';
import { Card } from '../components/card';
import { Note } from '../components/note';
import { useTexts } from '../translations';
import { ChoiceField, ToggleField } from './fields';

interface StatusCardProps {
  view: SettingsView;
  draft: SettingsInput;
}

const otherMode = (mode: AppMode): AppMode => (mode === 'live' ? 'sandbox' : 'live');

/** On or off, and which of TikTok's two worlds; switching says which accounts go quiet. */
export const StatusCard = ({ view, draft }: StatusCardProps) => {
  const { t } = useTexts();
  const leaving = otherMode(draft.mode);
  const { connected: quiet, names } = view.apps[leaving].accounts;
  return (
    <Card title={t('settings.status.title')}>
      <ToggleField
        name="enabled"
        label={t('settings.enabled.label')}
        hint={t('settings.enabled.hint')}
        onLabel={t('settings.enabled.on')}
        offLabel={t('settings.enabled.off')}
      />
      <ChoiceField
        name="mode"
        label={t('settings.mode.label')}
        options={[
          {
            value: 'sandbox',
            label: t('settings.mode.sandbox'),
            hint: t('settings.mode.sandbox.hint'),
          },
          { value: 'live', label: t('settings.mode.live'), hint: t('settings.mode.live.hint') },
        ]}
      />
      {draft.mode !== view.mode && (
        <Note level="warning" announce title={names.join(', ') || undefined}>
          {t('settings.mode.switch', { count: quiet, mode: t(`settings.mode.${leaving}`) })}
        </Note>
      )}
    </Card>
  );
};
