/** Acme's directory at Microsoft. */
export const TENANT = Object.freeze({
  id: 'aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee',
  name: 'Acme',
  domains: ['acme.example', 'acme.onmicrosoft.com'],
});

/** Segments that stand for many tenants. */
const SHARED = ['organizations', 'common'];

/**
 * The tenant segment of an address of Entra: the directory's id or one of its domains, or a shared endpoint.
 * @param {string} segment
 * @returns {'acme' | 'shared' | undefined} undefined: Entra knows no such tenant
 */
export function tenantOf(segment) {
  const name = segment.toLowerCase();
  if (name === TENANT.id || TENANT.domains.includes(name)) return 'acme';
  return SHARED.includes(name) ? 'shared' : undefined;
}
