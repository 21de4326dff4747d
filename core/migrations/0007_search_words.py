"""Known words are found by their first or last letter and their length."""

from django.db import migrations, models
from django.db.models.functions import Left, Right


class Migration(migrations.Migration):
    dependencies = [("core", "0006_iati_publisher")]
    operations = [
        migrations.RemoveIndex(model_name="searchword", name="search_word_length"),
        migrations.AddIndex(
            model_name="searchword",
            index=models.Index(Left("word", 1), models.F("length"), name="search_word_first"),
        ),
        migrations.AddIndex(
            model_name="searchword",
            index=models.Index(Right("word", 1), models.F("length"), name="search_word_last"),
        ),
    ]
