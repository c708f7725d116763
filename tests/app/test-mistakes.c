/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app-fixture.h"

#include "fovea-canvas.h"
#include "fovea-confusion.h"
#include "fovea-mistake-tile.h"
#include "fovea-mistakes.h"
#include "fovea-my-digits.h"
#include "fovea-sample-row.h"
#include "fovea-session-private.h"
#include "fovea-strip.h"
#include "fv-dataset-types.h"
#include "fv-evaluation.h"

/* What is misread: the judgement behind it, the matrix, the gallery and the strip, with a real pointer and keyboard. */

#define N_TEST 400

typedef struct
{
  FoveaApplication *application;
  FoveaWindow *window;
  FoveaSession *session;
  GtkWidget *confusion;
  GtkWidget *mistakes;
  GtkWidget *strip;
  guint n_judged; /* how often the session said that it read anew */
} Fixture;

static void
on_changed (FoveaSession *session, guint changes, gpointer data)
{
  if (changes == FOVEA_CHANGE_JUDGEMENT)
    ((Fixture *)data)->n_judged++;
}

static gboolean
is_judged (FoveaSession *session)
{
  FvJudgement *judgement = fovea_session_get_judgement (session);

  return judgement != NULL && fv_judgement_parameters (judgement) == fovea_session_get_parameters (session);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GSettings) settings = g_settings_new (APP_ID);

  g_settings_reset (settings, "network");
  g_settings_reset (settings, "data");
  g_settings_reset (settings, "view");
  fixture->application = fixture_application ();
  fixture->window = fixture_window (fixture->application, 1280, 800);
  fixture->session = fovea_window_get_session (fixture->window);
  g_object_set (fixture->window, "strip-visible", TRUE, NULL);
  fixture->strip = fixture_find_type (GTK_WIDGET (fixture->window), FOVEA_TYPE_STRIP);
  gtk_widget_activate_action (fixture->strip, "strip.filter", "s", "all");
  fixture_give_trained (fixture->session, 600, N_TEST, 40);
  fixture->confusion = fixture_find_type (GTK_WIDGET (fixture->window), FOVEA_TYPE_CONFUSION);
  fixture->mistakes = fixture_find_type (GTK_WIDGET (fixture->window), FOVEA_TYPE_MISTAKES);
  g_signal_connect (fixture->session, "changed", G_CALLBACK (on_changed), fixture);
  g_free (fixture_focus (fixture->window));
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_signal_handlers_disconnect_by_data (fixture->session, fixture);
  gtk_window_close (GTK_WINDOW (fixture->window));
  fixture_finish (fixture->application);
}

static void
show_view (Fixture *fixture, const char *name)
{
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.view", "s", name);
  fixture_spin (100);
}

static void
show_mistakes (Fixture *fixture)
{
  show_view (fixture, "train");
  fixture_wait_for (is_judged (fixture->session));
  fixture_spin (100);
}

static guint
count_of (Fixture *fixture, guint kind, guint target, guint read_as)
{
  FvJudgement *judgement = fovea_session_get_judgement (fixture->session);
  guint samples[N_TEST];

  return fv_judgement_select (judgement, fv_judgement_set (judgement),
                              (FvSelection){ (FvSelectKind)kind, target, read_as }, samples);
}

static guint
count_of_class (Fixture *fixture, guint class_index)
{
  FvDataset *set = fovea_session_get_test_set (fixture->session);
  guint counts[11];

  fv_dataset_count_classes (set, counts);
  return counts[class_index];
}

/* The cell with the most mistakes. */
static FvSelection
worst_cell (Fixture *fixture)
{
  FvJudgement *judgement = fovea_session_get_judgement (fixture->session);

  for (guint i = 0; i < 100; i++)
    if (i / 10 != i % 10
        && fv_judgement_cell (judgement, i / 10, i % 10) == fv_judgement_largest_mistake (judgement))
      return (FvSelection){ FV_SELECT_CELL, i / 10, i % 10 };
  g_assert_not_reached ();
}

/* Nothing is read while nobody looks; then the moment shown is, and the numbers are an evaluation's. */
static void
test_reads_for_who_looks (Fixture *fixture, gconstpointer data)
{
  FvNetwork *network = fovea_session_get_network (fixture->session);
  g_autoptr (FvPlan) plan = fv_plan_new (network, NULL, (FvPlanOptions){ .n_threads = 1 }, NULL);
  FvEvaluation evaluation;
  FvJudgement *judgement;

  show_view (fixture, "network");
  fixture_spin (200);
  g_assert_null (fovea_session_get_judgement (fixture->session));
  show_mistakes (fixture);
  judgement = fovea_session_get_judgement (fixture->session);
  g_assert_cmpuint (fv_judgement_batch (judgement), ==,
                    fv_snapshot_batch (fovea_session_get_snapshot (fixture->session)));
  fv_plan_write (plan, fv_parameters_values (fovea_session_get_parameters (fixture->session)), NULL);
  fv_evaluate (plan, network, fovea_session_get_test_set (fixture->session), 0, N_TEST, NULL, &evaluation,
               NULL);
  g_assert_cmpfloat_with_epsilon (fv_judgement_n_correct (judgement) / (double)N_TEST, evaluation.accuracy,
                                  1e-9);
}

/* A moment one rests at is read at once; each of many soon after another at least in the end. */
static void
test_follows_steps (Fixture *fixture, gconstpointer data)
{
  show_mistakes (fixture);
  for (guint i = 0; i < 5; i++)
    {
      guint64 batch = fv_snapshot_batch (fovea_session_get_snapshot (fixture->session));

      fovea_session_step (fixture->session, 1);
      fixture_wait_for (fv_snapshot_batch (fovea_session_get_snapshot (fixture->session)) > batch);
    }
  fixture_wait_for (is_judged (fixture->session));
  g_assert_cmpuint (fv_judgement_batch (fovea_session_get_judgement (fixture->session)), ==, 45);
}

/* While training the set is read about once a second, however many moments there are. */
static void
test_costs_little (Fixture *fixture, gconstpointer data)
{
  gint64 begun_us, took_us;

  show_mistakes (fixture);
  fovea_session_set_pace (fixture->session, 0);
  fovea_session_set_playing (fixture->session, TRUE);
  fixture_spin (500);
  fixture->n_judged = 0;
  begun_us = g_get_monotonic_time ();
  fixture_wait_for (fixture->n_judged >= 2);
  took_us = g_get_monotonic_time () - begun_us;
  fovea_session_set_playing (fixture->session, FALSE);
  g_assert_cmpuint (fixture->n_judged, <=, 2 + took_us / G_USEC_PER_SEC);
  fixture_spin (200);
  fixture_wait_for (is_judged (fixture->session)); /* where it came to rest */
}

/* What another network read, or of other pictures, is gone at once, and with it the open cell. */
static void
test_forgets (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FvNetwork) other = fv_network_new ("28x28x1 rasterize; dense 20 tanh; softmax 10", &error);

  show_mistakes (fixture);
  fovea_session_open_cell (fixture->session, 3, 5);
  g_assert_true (fovea_session_set_network (fixture->session, other, &error));
  g_assert_no_error (error);
  g_assert_null (fovea_session_get_judgement (fixture->session));
  g_assert_cmpint (fovea_session_get_opened (fixture->session).kind, ==, FV_SELECT_MISREAD);
  fixture_wait_for (is_judged (fixture->session));
  g_assert_true (
      fv_parameters_network (fv_judgement_parameters (fovea_session_get_judgement (fixture->session)))
      == other);
  fixture_give_digits (fixture->session, 100, 30);
  fixture_wait_for (is_judged (fixture->session));
  g_assert_cmpuint (fv_judgement_count (fovea_session_get_judgement (fixture->session)), ==, 30);
}

/* Two inputs make a matrix of two classes; without a test set it says so. */
static void
test_planes_and_no_set (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  show_mistakes (fixture);
  g_assert_true (fovea_session_choose_data (fixture->session, "xor", &error));
  g_assert_no_error (error);
  fixture_wait_for (is_judged (fixture->session));
  g_assert_cmpuint (fv_judgement_n_classes (fovea_session_get_judgement (fixture->session)), ==, 2);
  fovea_session_use_test (fixture->session, NULL);
  fovea_session_changed (fixture->session, FOVEA_CHANGE_DATA);
  fixture_spin (100);
  g_assert_null (fovea_session_get_judgement (fixture->session));
  g_assert_nonnull (fixture_find_label (fixture->mistakes, "There is no test set"));
}

/* A point of the matrix, in the canvas. */
static void
click_cell (Fixture *fixture, guint target, guint read_as)
{
  GtkWidget *canvas = fixture_find_type (fixture->confusion, FOVEA_TYPE_CANVAS);
  FvSceneAction action;

  for (double y = 2; y < gtk_widget_get_height (canvas); y += 4)
    for (double x = 2; x < gtk_widget_get_width (canvas); x += 4)
      if (fovea_canvas_pick_action (FOVEA_CANVAS (canvas), x, y, &action)
          && action.value == target * 10 + read_as)
        {
          fixture_click (canvas, x + 4, y + 4, "1");
          return;
        }
  g_assert_not_reached ();
}

static gboolean
is_opened (Fixture *fixture, guint target, guint read_as)
{
  FvSelection opened = fovea_session_get_opened (fixture->session);

  return opened.kind == FV_SELECT_CELL && opened.target == target && opened.read_as == read_as;
}

/* A real key takes its time. */
static void
assert_opened (Fixture *fixture, guint target, guint read_as)
{
  fixture_wait_for (is_opened (fixture, target, read_as));
}

static void
assert_title (Fixture *fixture, const char *title)
{
  g_assert_nonnull (fixture_find_label (fixture->mistakes, title));
}

/* A click opens a cell, arrows go to its neighbours, Escape back to all. */
static void
test_cells (Fixture *fixture, gconstpointer data)
{
  show_mistakes (fixture);
  assert_title (fixture, "Worst Mistakes");
  click_cell (fixture, 9, 4);
  assert_opened (fixture, 9, 4);
  assert_title (fixture, "9 read as 4: ");
  fixture_press ("Left");
  assert_opened (fixture, 9, 3);
  fixture_press ("Up");
  assert_opened (fixture, 8, 3);
  fixture_press ("Home");
  assert_opened (fixture, 8, 0);
  fixture_press ("Left");
  assert_opened (fixture, 8, 0);
  fixture_press ("End");
  assert_opened (fixture, 8, 9);
  fixture_press ("Escape");
  fixture_wait_for (fovea_session_get_opened (fixture->session).kind == FV_SELECT_MISREAD);
  assert_title (fixture, "Worst Mistakes");
}

static FoveaMistakeTile *
focused_tile (Fixture *fixture)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (fixture->window));

  g_assert_nonnull (focus);
  g_assert_true (FOVEA_IS_MISTAKE_TILE (gtk_widget_get_first_child (focus)));
  return FOVEA_MISTAKE_TILE (gtk_widget_get_first_child (focus));
}

static guint
worst_sample (Fixture *fixture, FvSelection selection)
{
  FvJudgement *judgement = fovea_session_get_judgement (fixture->session);
  guint samples[N_TEST], n;

  n = fv_judgement_select (judgement, fv_judgement_set (judgement), selection, samples);
  g_assert_cmpuint (n, >, 1);
  fv_judgement_sort (judgement, samples, n);
  return samples[0];
}

static const char *
view (Fixture *fixture)
{
  static char name[32];
  g_autofree char *now = NULL;

  g_object_get (fixture->window, "view", &now, NULL);
  g_strlcpy (name, now, sizeof name);
  return name;
}

/* Enter in a cell goes to its pictures; Enter on one opens it in the network, with Shift in its arithmetic. */
static void
test_opens (Fixture *fixture, gconstpointer data)
{
  FvSelection cell;
  guint worst;

  show_mistakes (fixture);
  cell = worst_cell (fixture);
  worst = worst_sample (fixture, cell);
  fovea_session_choose_sample (fixture->session, worst == 0 ? 1 : 0);
  click_cell (fixture, cell.target, cell.read_as);
  fixture_press ("Return");
  g_assert_cmpuint (fovea_mistake_tile_get_sample (focused_tile (fixture)), ==, worst);
  fixture_press ("Return");
  fixture_wait_for (g_str_equal (view (fixture), "network"));
  g_assert_cmpuint (fovea_session_get_sample (fixture->session), ==, worst);
  show_view (fixture, "train");
  fixture_spin (100);
  gtk_widget_grab_focus (fixture->mistakes);
  fixture_press ("Right");
  g_assert_cmpuint (fovea_mistake_tile_get_sample (focused_tile (fixture)), !=, worst);
  fixture_press ("Left");
  fixture_press ("shift+Return");
  fixture_wait_for (g_str_equal (view (fixture), "detail"));
  g_assert_cmpuint (fovea_session_get_sample (fixture->session), ==, worst);
}

/* Whether the menu of a tile can be chosen from; a slow machine takes its time. */
static gboolean
asks_where (Fixture *fixture)
{
  GtkWidget *menu = fixture_find_type (fixture->mistakes, GTK_TYPE_POPOVER_MENU);

  return menu != NULL && gtk_widget_get_mapped (menu);
}

/* A click opens, too, and the other button asks where. */
static void
test_opens_by_pointer (Fixture *fixture, gconstpointer data)
{
  GtkWidget *tile;
  guint sample;

  show_mistakes (fixture);
  tile = fixture_find_type (fixture->mistakes, FOVEA_TYPE_MISTAKE_TILE);
  sample = fovea_mistake_tile_get_sample (FOVEA_MISTAKE_TILE (tile));
  g_assert_cmpuint (sample, ==, worst_sample (fixture, (FvSelection){ FV_SELECT_MISREAD }));
  fixture_click (tile, 20, 20, "3");
  fixture_wait_for (asks_where (fixture));
  fixture_press ("Down");
  fixture_press ("Return");
  fixture_wait_for (g_str_equal (view (fixture), "detail"));
  g_assert_cmpuint (fovea_session_get_sample (fixture->session), ==, sample);
  fovea_session_choose_sample (fixture->session, sample == 0 ? 1 : 0);
  show_view (fixture, "train");
  tile = fixture_find_type (fixture->mistakes, FOVEA_TYPE_MISTAKE_TILE);
  fixture_click (tile, 20, 20, "1");
  fixture_wait_for (g_str_equal (view (fixture), "network"));
  g_assert_cmpuint (fovea_session_get_sample (fixture->session), ==, sample);
}

/* How the caption of a gallery of it begins. */
static const char *
caption_of (FvJudgement *judgement)
{
  static char text[64];

  g_snprintf (text, sizeof text, "%u of the %u test pictures at batch %u,",
              fv_judgement_count (judgement) - fv_judgement_n_correct (judgement),
              fv_judgement_count (judgement), (guint)fv_judgement_batch (judgement));
  return text;
}

/* While training, the pictures under a hand stay where they are; they are looked for again when it goes. */
static void
test_holds (Fixture *fixture, gconstpointer data)
{
  FvJudgement *before;
  guint sample;

  show_mistakes (fixture);
  fixture_point (fixture->confusion, 5, 5);
  gtk_widget_grab_focus (fixture->mistakes);
  sample = fovea_mistake_tile_get_sample (focused_tile (fixture));
  before = fv_judgement_ref (fovea_session_get_judgement (fixture->session));
  fixture->n_judged = 0;
  fovea_session_set_pace (fixture->session, 0);
  fovea_session_set_playing (fixture->session, TRUE);
  fixture_wait_for (fixture->n_judged >= 2);
  g_assert_true (fovea_session_get_judgement (fixture->session) != before);
  g_assert_cmpuint (fovea_mistake_tile_get_sample (focused_tile (fixture)), ==, sample);
  assert_title (fixture, "Worst Mistakes");
  g_assert_nonnull (fixture_find_label (fixture->mistakes, caption_of (before)));
  gtk_widget_grab_focus (fixture->confusion);
  fixture->n_judged = 0;
  fixture_wait_for (fixture->n_judged >= 1);
  fixture_spin (50);
  g_assert_null (fixture_find_label (fixture->mistakes, caption_of (before)));
  fovea_session_set_playing (fixture->session, FALSE);
  fv_judgement_unref (before);
}

static GListModel *
strip_model (Fixture *fixture)
{
  GtkWidget *list = fixture_find_type (fixture->strip, GTK_TYPE_LIST_VIEW);

  return G_LIST_MODEL (gtk_list_view_get_model (GTK_LIST_VIEW (list)));
}

static guint
strip_count (Fixture *fixture, const char *filter)
{
  g_assert_true (gtk_widget_activate_action (fixture->strip, "strip.filter", "s", filter));
  fixture_spin (50);
  return g_list_model_get_n_items (strip_model (fixture));
}

/* The strip shows what is asked for, and who asks for what is misread wants it to be known. */
static void
test_strip (Fixture *fixture, gconstpointer data)
{
  FvSelection cell;

  show_view (fixture, "network");
  g_assert_cmpuint (strip_count (fixture, "all"), ==, N_TEST);
  g_assert_cmpuint (strip_count (fixture, "class:3"), ==, count_of_class (fixture, 3));
  g_assert_cmpuint (strip_count (fixture, "class:4444"), ==, N_TEST);
  g_assert_null (fovea_session_get_judgement (fixture->session));
  strip_count (fixture, "misread");
  fixture_wait_for (is_judged (fixture->session));
  g_assert_cmpuint (strip_count (fixture, "misread"), ==, count_of (fixture, FV_SELECT_MISREAD, 0, 0));
  cell = worst_cell (fixture);
  fovea_session_open_cell (fixture->session, cell.target, cell.read_as);
  g_assert_cmpuint (strip_count (fixture, "cell"), ==,
                    count_of (fixture, FV_SELECT_CELL, cell.target, cell.read_as));
  fovea_session_close_cell (fixture->session);
  g_assert_cmpuint (strip_count (fixture, "cell"), ==, count_of (fixture, FV_SELECT_MISREAD, 0, 0));
}

/* One's own digits stand in the strip as they come, and go into the network like others. */
static void
test_strip_mine (Fixture *fixture, gconstpointer data)
{
  g_autoptr (FvStrokes) strokes = fv_strokes_new ();
  g_autoptr (FvDataset) mine = NULL;
  g_autoptr (GError) error = NULL;
  guint before = fovea_my_digits_count ();

  show_view (fixture, "network");
  g_assert_cmpuint (strip_count (fixture, "mine"), ==, before);
  if (before == 0)
    g_assert_nonnull (fixture_find_label (fixture->strip, "None yet"));
  fv_strokes_begin (strokes);
  fv_strokes_add (strokes, (FvPoint){ .x = 120, .y = 40 });
  fv_strokes_add (strokes, (FvPoint){ .x = 130, .y = 200 });
  g_assert_true (fovea_my_digits_add (1, strokes, &error));
  g_assert_no_error (error);
  /* It is away while one draws, and looks again when it comes back. */
  g_object_set (fixture->window, "pad-visible", TRUE, NULL);
  fixture_spin (50);
  g_object_set (fixture->window, "pad-visible", FALSE, NULL);
  fixture_spin (50);
  g_assert_cmpuint (g_list_model_get_n_items (strip_model (fixture)), ==, before + 1);
  mine = fv_dataset_open (FV_DRAWINGS_MINE, FV_PART_TRAIN, &error);
  g_assert_no_error (error);
  gtk_single_selection_set_selected (GTK_SINGLE_SELECTION (strip_model (fixture)), before);
  g_assert_true (fovea_session_has_drawing (fixture->session));
  g_assert_cmpmem (fv_trace_pixels (fovea_session_get_trace (fixture->session)), FOVEA_DRAWING_AREA,
                   fv_dataset_pixels (mine, before), FOVEA_DRAWING_AREA);
  g_assert_true (fovea_my_digits_remove_last (&error));
}

/* Choosing in a filtered strip takes the picture that stands there. */
static void
test_strip_chooses (Fixture *fixture, gconstpointer data)
{
  FvDataset *set = fovea_session_get_test_set (fixture->session);
  GtkSingleSelection *selection;

  show_view (fixture, "network");
  strip_count (fixture, "class:7");
  selection = GTK_SINGLE_SELECTION (strip_model (fixture));
  gtk_single_selection_set_selected (selection, 2);
  g_assert_cmpuint (fv_dataset_label (set, fovea_session_get_sample (fixture->session)), ==, 7);
  /* Another that is not in the list leaves nothing chosen there. */
  for (guint i = 0; i < N_TEST; i++)
    if (fv_dataset_label (set, i) != 7)
      {
        fovea_session_choose_sample (fixture->session, i);
        break;
      }
  g_assert_cmpuint (gtk_single_selection_get_selected (selection), ==, GTK_INVALID_LIST_POSITION);
  gtk_single_selection_set_selected (selection, 0);
  g_assert_cmpuint (fv_dataset_label (set, fovea_session_get_sample (fixture->session)), ==, 7);
}

static void
add (const char *path, void (*test) (Fixture *fixture, gconstpointer data))
{
  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  add ("/mistakes/reads-for-who-looks", test_reads_for_who_looks);
  add ("/mistakes/follows-steps", test_follows_steps);
  add ("/mistakes/costs-little", test_costs_little);
  add ("/mistakes/forgets", test_forgets);
  add ("/mistakes/planes-and-no-set", test_planes_and_no_set);
  add ("/mistakes/cells", test_cells);
  add ("/mistakes/opens", test_opens);
  add ("/mistakes/opens-by-pointer", test_opens_by_pointer);
  add ("/mistakes/holds", test_holds);
  add ("/mistakes/strip", test_strip);
  add ("/mistakes/strip-chooses", test_strip_chooses);
  add ("/mistakes/strip-mine", test_strip_mine);
  return g_test_run ();
}
