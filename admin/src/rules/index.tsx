import { Page } from '@strapi/strapi/admin';
import { Route, Routes } from 'react-router-dom';

import { PERMISSIONS } from '../permissions';
import { Texts } from '../translations';
import { RuleList } from './rule-list';
import { RulePage } from './rule-page';

const SUBJECTS = ['rules', 'composer', 'posts'] as const;

/** The rules by which entries post themselves: the list, a new one at `new`, each at its id. */
const RulesPages = () => (
  <Page.Protect permissions={PERMISSIONS.manageRules}>
    <Texts subjects={SUBJECTS}>
      <Routes>
        <Route index element={<RuleList />} />
        <Route path=":id" element={<RulePage />} />
      </Routes>
    </Texts>
  </Page.Protect>
);

export default RulesPages;
