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
    row.FolderName = isPublic ? 'Unfiled Public Classic Email Templates' : 'My Personal Email Templates';
  },
});
