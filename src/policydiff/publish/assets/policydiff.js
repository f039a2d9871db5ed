// Makes the pages of policies livelier. Everything that the site says is in the pages without it.
