import { define } from './define.js';

export const EmailTemplate = define('EmailTemplate', {
  keyPrefix: '00X',
  fields: `
    Name                  string(80)        cu
    DeveloperName         string(80)        cu
    NamespacePrefix       string(15)        n
    OwnerId               reference(User)   cud Owner
    FolderId              reference(Folder,Organization,User) cu Folder
    FolderName            string(256)       nf
    BrandTemplateId       reference(BrandTemplate) cun
    TemplateStyle         picklist          cur
    IsActive              boolean           cud
    TemplateType          picklist          cr
    Encoding              picklist          cunr
    Description           textarea(1000)    cun
    Subject               string(230)       cun
    HtmlValue             textarea(384000)  cun
    Body                  textarea(384000)  cun
    TimesUsed             int               n
    LastUsedDate          datetime          n
    ApiVersion            double(18,1)      cun
    Markup                textarea(32000)   cun
    UiType                picklist          cdr
    RelatedEntityType     picklist          cunr
    IsBuilderContent      boolean           d
  `,
  picklists: {
    TemplateStyle: ['none', 'freeForm', 'formalLetter', 'promotionRight', 'promotionLeft', 'newsletter', 'products'],
    TemplateType: ['text', 'html', 'custom', 'visualforce'],
    Encoding: ['UTF-8', 'ISO-8859-1', 'Shift_JIS', 'ISO-2022-JP', 'EUC-JP', 'ks_c_5601-1987', 'Big5', 'GB2312'],
    UiType: ['Aloha', 'SFX', 'SFX_Sample'],
    RelatedEntityType: ['Account', 'Campaign', 'Contact', 'Lead', 'Opportunity'],
  },
  compute(row, store) {
    const isPublic = row.FolderId === store.rows('Organization')[0]?.Id;
    const folder = store.get(row.FolderId);
    const named = folder && row.FolderId.startsWith('00l') ? folder.Name : 'My Personal Email Templates';
    row.FolderName = isPublic ? 'Unfiled Public Classic Email Templates' : named;
  },
});

/** Folders are made by administrators; everybody may query them ("Folder", Object Reference). */
export const Folder = define('Folder', {
  keyPrefix: '00l',
  createable: false,
  updateable: false,
  deletable: false,
  fields: `
    ParentId         reference(Folder)  n
    Name             string(40)         f
    DeveloperName    string(80)         nf
    AccessType       picklist           f
    IsReadonly       boolean            f
    Type             picklist           f
    NamespacePrefix  string(15)         n
  `,
  picklists: {
    AccessType: ['Shared', 'Public', 'Hidden'],
    Type: ['Document', 'Email', 'EmailTemplate', 'Report', 'Dashboard', 'QuickText', 'Macro'],
  },
});
