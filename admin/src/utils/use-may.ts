import { useRBAC } from '@strapi/strapi/admin';

import { PERMISSIONS } from '../permissions';

type Asked = Exclude<keyof typeof PERMISSIONS, `${string}Page`>;

/**
 * Whether the signed-in administrator holds a right: `const mayConnect = useMay('connectAccounts')`.
 * False until Strapi has said so. The server checks again.
 */
export const useMay = (asked: Asked): boolean => {
  const { allowedActions } = useRBAC(PERMISSIONS[asked]);
  return Object.values(allowedActions).some(Boolean);
};
