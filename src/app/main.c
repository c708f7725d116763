/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fovea-application.h"

#include <glib/gi18n.h>
#include <locale.h>

/* Translations of a build that is not installed are found through the environment. */
static void
find_translations (void)
{
  const char *folder = g_getenv ("FOVEA_LOCALEDIR");

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, folder != NULL ? folder : LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
}

static const GOptionEntry options[] = {
  { "new-instance", 'n', 0, G_OPTION_ARG_NONE, NULL, N_ ("Start on its own, beside a running Fovea"), NULL },
  { "version", 'V', 0, G_OPTION_ARG_NONE, NULL, N_ ("Print the version and exit"), NULL },
  { NULL },
};

static int
on_options (GApplication *application, GVariantDict *dict, gpointer data)
{
  if (g_variant_dict_contains (dict, "version"))
    {
      g_print ("fovea %s\n", PACKAGE_VERSION);
      return 0;
    }
  if (g_variant_dict_contains (dict, "new-instance"))
    g_application_set_flags (application, g_application_get_flags (application) | G_APPLICATION_NON_UNIQUE);
  return -1;
}

int
main (int argc, char *argv[])
{
  g_autoptr (FoveaApplication) application = NULL;

  find_translations ();
  application = fovea_application_new (G_APPLICATION_DEFAULT_FLAGS);
  g_application_add_main_option_entries (G_APPLICATION (application), options);
  g_application_set_option_context_parameter_string (G_APPLICATION (application), _ ("[FILE]"));
  g_signal_connect (application, "handle-local-options", G_CALLBACK (on_options), NULL);
  return g_application_run (G_APPLICATION (application), argc, argv);
}
